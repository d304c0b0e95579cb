"""The menu 网站迁移 of a court's admin. Modules of this room add to it by the hook `register_move_menu_item`."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from federation.courts.current import on_platform

HOOK = "register_move_menu_item"
move_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_move_menu")


class MoveMenuItem(SubmenuMenuItem):
    """Shown in a court's admin to those who may do anything that stands in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return not on_platform() and super().is_shown(request)


def move_menu_item() -> MenuItem:
    return MoveMenuItem(_("网站迁移"), move_menu, name="move", icon_name="upload", order=800)
