"""Who may do what in the platform's admin, and in the courts'."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from federation.courts.current import on_platform


class EachActionPolicy(ModelPermissionPolicy):
    """Django's permissions, each asked for by itself, so that a subclass says of one action alone who may do it."""

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PlatformPolicy(EachActionPolicy):
    """Permissions that count on the public schema alone: a court's superuser, however privileged there, is nobody here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return on_platform() and bool(super().user_has_permission(user, action))


class CourtPolicy(EachActionPolicy):
    """Permissions that count in courts' schemas alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return not on_platform() and bool(super().user_has_permission(user, action))
