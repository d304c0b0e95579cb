"""The menu 搜索管理 of the platform's admin. Rooms that have something to set for the search add to it by its hook."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem

from federation.courts.menus import PlatformSubmenu

HOOK = "register_search_menu_item"
search_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_search_menu")


def search_menu_item() -> MenuItem:
    return PlatformSubmenu(_("搜索管理"), search_menu, name="search_settings", icon_name="search", order=120)
