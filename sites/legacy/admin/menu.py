"""The menu 网站迁移 of a court's admin. Modules of this room add to it by the hook `register_move_menu_item`."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem

from federation.courts.menus import CourtSubmenu

HOOK = "register_move_menu_item"
move_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_move_menu")


def move_menu_item() -> MenuItem:
    return CourtSubmenu(_("网站迁移"), move_menu, name="move", icon_name="upload", order=800)
