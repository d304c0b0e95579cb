"""Who may do what in the platform's admin: nobody, however privileged, from within a court's schema."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.permission_policies import ModelPermissionPolicy

from federation.courts.current import on_platform


class PlatformPolicy(ModelPermissionPolicy):
    """Django's permissions, which count on the public schema alone: a court's superuser is nobody here."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return on_platform() and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
