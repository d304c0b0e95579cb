from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.utils.translation import gettext_lazy as _
from django_tenants.utils import get_public_schema_name


class User(AbstractUser):
    """An account of one court, or of the platform: the table stands in every schema, and no schema reads another's."""

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")

    def get_full_name(self) -> str:
        """Family name first and no space for a name in characters (张三), the other way round for one in letters."""
        if f"{self.last_name}{self.first_name}".isascii():
            return str(super().get_full_name())
        return f"{self.last_name}{self.first_name}".strip()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As granted, but nobody deletes an account of the platform: it is switched off.

        Deleting would also reach for what a court's tables say of an account, and the public schema has none of them.
        """
        if perm == "accounts.delete_user" and getattr(connection, "schema_name", "") == get_public_schema_name():
            return False
        return bool(super().has_perm(perm, obj))
