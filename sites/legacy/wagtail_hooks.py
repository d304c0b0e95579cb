"""The move of a legacy site in a court's admin."""

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from sites.legacy.admin import (  # noqa: F401  they register their own pages
    addresses,
    columns,
    conflicts,
    fidelity,
    imported,
    missed,
    recipes,
    recipes_trying,
    way,
)
from sites.legacy.admin.menu import move_menu_item


@hooks.register("register_admin_menu_item")
def move_in_the_menu() -> MenuItem:
    return move_menu_item()
