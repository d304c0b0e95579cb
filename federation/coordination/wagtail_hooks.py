"""Coordination in the platform's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.coordination.models import (
    CalendarDay,
    CopyRequest,
    Countersignature,
    ForcedPublicationReport,
    OverdueReport,
    WithdrawalReport,
)
from federation.courts.permissions import PlatformPolicy

for _model in (CalendarDay, CopyRequest, Countersignature, ForcedPublicationReport, OverdueReport, WithdrawalReport):
    register_permission_policy(_model, PlatformPolicy(_model))

# Policies must be registered before a viewset asks for one.
from federation.coordination import admin  # noqa: E402
from federation.coordination.ordering_page import order_urls  # noqa: E402

LISTS = (
    admin.ForcedViewSet(),
    admin.WithdrawalViewSet(),
    admin.CopyRequestViewSet(),
    admin.OverdueViewSet(),
    admin.CountersignatureViewSet(),
    admin.CalendarDayViewSet(),
)


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> list[Any]:
    return list(LISTS)


@hooks.register("register_admin_urls")
def orders_in_the_admin() -> list[Any]:
    return order_urls


@hooks.register("register_admin_menu_item")
def coordination_in_the_menu() -> MenuItem:
    return admin.coordination_menu_item()


for _list in LISTS:
    hooks.register(admin.HOOK, _list.get_menu_item)
