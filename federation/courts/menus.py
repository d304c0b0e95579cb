"""Items of the admin's menus that only some see: on the platform or at courts, by what an account may do."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.permissions import policy_registry

from federation.courts.current import on_platform

Rule = Callable[[HttpRequest], bool]


class PlatformSubmenu(SubmenuMenuItem):
    """Shown in the platform's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return on_platform() and super().is_shown(request)


class CourtSubmenu(SubmenuMenuItem):
    """Shown in a court's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not on_platform() and super().is_shown(request)


class AllowedMenuItem(MenuItem):
    """Shown to accounts that a rule lets through."""

    def __init__(self, label: str | Promise, url: str, *, allowed: Rule, **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        return self.allowed(request)


def may(model: type[Model], *actions: str) -> Rule:
    """The rule that lets through who may do any of these to a model's rows, where the request stands."""

    def allowed(request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(model).user_has_any_permission(request.user, actions))

    return allowed


def on_the_platform(rule: Rule) -> Rule:
    """The same rule, which lets nobody through at courts."""
    return lambda request: on_platform() and rule(request)


def at_courts(rule: Rule) -> Rule:
    """The same rule, which lets nobody through on the platform."""
    return lambda request: not on_platform() and rule(request)
