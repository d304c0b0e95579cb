"""网站维护 in the platform's admin, under 公开协调."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.coordination.admin import HOOK
from federation.courts.permissions import PlatformPolicy
from federation.upkeep.models import FreshnessRule, InspectionTerms, UpkeepReport

for _model in (FreshnessRule, InspectionTerms, UpkeepReport):
    register_permission_policy(_model, PlatformPolicy(_model))

# Policies must be registered before a view asks for one.
from federation.upkeep.admin.reports import UpkeepViewSet  # noqa: E402
from federation.upkeep.admin.rules import rules_menu_item, rules_urls  # noqa: E402

reports = UpkeepViewSet()


@hooks.register("register_admin_viewset")
def reports_in_the_admin() -> UpkeepViewSet:
    return reports


@hooks.register("register_admin_urls")
def rules_in_the_admin() -> list[Any]:
    return rules_urls


hooks.register(HOOK, reports.get_menu_item)


@hooks.register(HOOK)
def rules_in_the_menu() -> MenuItem:
    return rules_menu_item()
