"""The menu 公开审核 of a court's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem

from federation.courts.menus import CourtSubmenu

HOOK = "register_review_menu_item"
review_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_review_menu")


def review_menu_item() -> MenuItem:
    return CourtSubmenu(_("公开审核"), review_menu, name="review", icon_name="clipboard-list", order=150)
