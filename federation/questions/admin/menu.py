"""The menu 搜索管理 of the platform's admin. Rooms that have something to set for the search add to it by its hook."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from federation.courts.current import on_platform

HOOK = "register_search_menu_item"
search_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_search_menu")


class SearchMenuItem(SubmenuMenuItem):
    """Shown in the platform's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return on_platform() and super().is_shown(request)


def search_menu_item() -> MenuItem:
    return SearchMenuItem(_("搜索管理"), search_menu, name="search_settings", icon_name="search", order=120)
