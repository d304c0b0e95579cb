"""网站维护 in a court's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, CourtSubmenu
from sites.upkeep.admin.access import may_look
from sites.upkeep.admin.column import ColumnView
from sites.upkeep.admin.due import DueView
from sites.upkeep.admin.panel import UpkeepPanel
from sites.upkeep.admin.policy import UpkeepPolicy
from sites.upkeep.admin.proposing import ProposeView
from sites.upkeep.models import ColumnProposal, Mention

for _model in (ColumnProposal, Mention):
    register_permission_policy(_model, UpkeepPolicy(_model))

# Policies must be registered before a viewset asks for one.
from sites.upkeep.admin.link import LinkView  # noqa: E402
from sites.upkeep.admin.link_check import LinkCheckView  # noqa: E402
from sites.upkeep.admin.links import LinkViewSet  # noqa: E402
from sites.upkeep.admin.proposal import ProposalView  # noqa: E402
from sites.upkeep.admin.proposals import ProposalViewSet  # noqa: E402

AFTER_THE_REVIEWS = 950
HOOK = "register_upkeep_menu_item"
proposals, links = ProposalViewSet(), LinkViewSet()
upkeep_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_upkeep_menu")


@hooks.register("register_admin_urls")
def upkeep_in_the_admin() -> list[Any]:
    return [
        path("upkeep/", DueView.as_view(), name="upkeep"),
        path("upkeep/columns/<int:pk>/", ColumnView.as_view(), name="upkeep_column"),
        path("upkeep/columns/<int:pk>/propose/", ProposeView.as_view(), name="upkeep_propose"),
        path("upkeep/proposals/<int:pk>/", ProposalView.as_view(), name="upkeep_proposal"),
        path("upkeep/links/<int:pk>/", LinkView.as_view(), name="upkeep_link"),
        path("upkeep/links/check/", LinkCheckView.as_view(), name="upkeep_link_check"),
    ]


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> list[Any]:
    return [proposals, links]


@hooks.register(HOOK)
def proposals_in_the_menu() -> MenuItem:
    return proposals.get_menu_item()


@hooks.register(HOOK)
def links_in_the_menu() -> MenuItem:
    return links.get_menu_item()


@hooks.register(HOOK)
def checks_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        _("链接检查"),
        reverse("upkeep_link_check"),
        allowed=lambda request: may_look(request.user),
        icon_name="tasks",
        order=40,
    )


@hooks.register("register_admin_menu_item")
def upkeep_in_the_menu() -> MenuItem:
    return CourtSubmenu(_("网站维护"), upkeep_menu, name="upkeep", icon_name="date", order=160)


@hooks.register(HOOK)
def columns_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        _("栏目更新"), reverse("upkeep"), allowed=lambda request: may_look(request.user), icon_name="date", order=10
    )


@hooks.register("construct_homepage_panels", order=AFTER_THE_REVIEWS)
def upkeep_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    if not on_platform():
        panels.append(UpkeepPanel())
