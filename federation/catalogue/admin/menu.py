"""The menu 公开目录 of the platform's admin."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from federation.courts.current import on_platform

HOOK = "register_catalogue_menu_item"
catalogue_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_catalogue_menu")


class CatalogueMenuItem(SubmenuMenuItem):
    """Shown in the platform's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return on_platform() and super().is_shown(request)


def catalogue_menu_item() -> MenuItem:
    return CatalogueMenuItem(_("公开目录"), catalogue_menu, name="catalogue", icon_name="list-ul", order=110)
