"""The menu 公开目录 of the platform's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem

from federation.courts.menus import PlatformSubmenu

HOOK = "register_catalogue_menu_item"
catalogue_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_catalogue_menu")


def catalogue_menu_item() -> MenuItem:
    return PlatformSubmenu(_("公开目录"), catalogue_menu, name="catalogue", icon_name="list-ul", order=110)
