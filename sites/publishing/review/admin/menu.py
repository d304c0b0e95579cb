"""The menu 公开审核 of a court's admin."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from federation.courts.current import on_platform

HOOK = "register_review_menu_item"
review_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_review_menu")


class ReviewMenuItem(SubmenuMenuItem):
    """Shown in a court's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not on_platform() and super().is_shown(request)


class AllowedMenuItem(MenuItem):
    """Shown to accounts that a rule lets through."""

    def __init__(
        self, label: str | Promise, url: str, *, allowed: Callable[[HttpRequest], bool], icon: str, order: int
    ):
        super().__init__(label, url, icon_name=icon, order=order)
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        return not on_platform() and self.allowed(request)


def review_menu_item() -> MenuItem:
    return ReviewMenuItem(_("公开审核"), review_menu, name="review", icon_name="clipboard-list", order=150)
