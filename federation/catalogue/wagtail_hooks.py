"""The catalogue in the platform's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.catalogue.admin.menu import HOOK, catalogue_menu_item
from federation.catalogue.models import ItemTerms, Priority
from federation.courts.permissions import PlatformPolicy

register_permission_policy(ItemTerms, PlatformPolicy(ItemTerms))
register_permission_policy(Priority, PlatformPolicy(Priority))

# Policies must be registered before a view asks for one.
from federation.catalogue.admin.priorities import PriorityViewSet  # noqa: E402
from federation.catalogue.admin.terms import terms_menu_item, terms_urls  # noqa: E402

priorities = PriorityViewSet()


@hooks.register("register_admin_viewset")
def priorities_in_the_admin() -> PriorityViewSet:
    return priorities


@hooks.register("register_admin_urls")
def terms_in_the_admin() -> list[Any]:
    return terms_urls


@hooks.register("register_admin_menu_item")
def catalogue_in_the_menu() -> MenuItem:
    return catalogue_menu_item()


@hooks.register(HOOK)
def terms_in_the_catalogue_menu() -> MenuItem:
    return terms_menu_item()


@hooks.register(HOOK)
def priorities_in_the_catalogue_menu() -> MenuItem:
    return priorities.get_menu_item()
