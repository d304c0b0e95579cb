from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account of one court, or of the platform: the table stands in every schema, and no schema reads another's."""

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
