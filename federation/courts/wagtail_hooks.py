"""The platform's admin shows what the platform has, and a court's admin what the court has."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.models import Court, CourtSite, MoveRequest, PlatformRules
from federation.courts.permissions import PlatformPolicy

register_permission_policy(Court, PlatformPolicy(Court))
register_permission_policy(CourtSite, PlatformPolicy(CourtSite))
register_permission_policy(MoveRequest, PlatformPolicy(MoveRequest))
register_permission_policy(PlatformRules, PlatformPolicy(PlatformRules))

# Policies must be registered before a viewset asks for one.
from federation.courts.platform_admin.choosing import court_chooser_viewset  # noqa: E402
from federation.courts.platform_admin.court_sites import CourtSiteViewSet  # noqa: E402
from federation.courts.platform_admin.directory import CourtViewSet  # noqa: E402
from federation.courts.platform_admin.move_requests import MoveRequestViewSet  # noqa: E402
from federation.courts.platform_admin.rules import rules_menu_item, rules_urls  # noqa: E402
from federation.courts.platform_admin.start_page import CourtsSummary, DirectorySearch  # noqa: E402

PLATFORM_MENU = {
    "catalogue",
    "court_sites",
    "move_requests",
    "coordination",
    "court_directory",
    "search_settings",
    "ledger",
    "settings",
    "help",
}
AFTER_WAGTAILS_OWN = 1000


@hooks.register("register_admin_viewset")
def platform_viewsets() -> list[Any]:
    return [CourtSiteViewSet(), MoveRequestViewSet(), CourtViewSet(), court_chooser_viewset]


@hooks.register("register_admin_urls")
def platform_urls() -> list[Any]:
    return rules_urls


@hooks.register("register_settings_menu_item")
def rules_in_the_settings() -> Any:
    return rules_menu_item()


@hooks.register("insert_global_admin_css")
def mends_for_narrow_screens() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("courts/admin.css"))


@hooks.register("construct_main_menu", order=AFTER_WAGTAILS_OWN)
def only_what_the_platform_has(request: HttpRequest, menu_items: list[Any]) -> None:
    if on_platform():
        menu_items[:] = [item for item in menu_items if item.name in PLATFORM_MENU]


@hooks.register("construct_settings_menu", order=AFTER_WAGTAILS_OWN)
def only_accounts_in_the_platforms_settings(request: HttpRequest, menu_items: list[Any]) -> None:
    if on_platform():
        menu_items[:] = [item for item in menu_items if item.name in {"users", "groups", "platform-rules"}]


@hooks.register("construct_help_menu", order=AFTER_WAGTAILS_OWN)
def no_help_from_elsewhere(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's own news and guide are English pages on another host."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_homepage_panels", order=AFTER_WAGTAILS_OWN)
def no_pages_on_the_platforms_start_page(request: HttpRequest, panels: list[Any]) -> None:
    if on_platform():
        panels.clear()


@hooks.register("construct_homepage_summary_items", order=AFTER_WAGTAILS_OWN)
def courts_on_the_platforms_start_page(request: HttpRequest, items: list[Any]) -> None:
    if on_platform():
        items[:] = [CourtsSummary(request)]


@hooks.register("register_admin_search_area")
def search_the_directory() -> DirectorySearch:
    return DirectorySearch()
