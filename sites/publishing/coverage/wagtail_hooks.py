"""The catalogue in a court's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from sites.publishing.coverage.models import Withholding
from sites.publishing.coverage.policy import WithholdingPolicy

register_permission_policy(Withholding, WithholdingPolicy(Withholding))

# The policy must be registered before a view asks for it.
from sites.publishing.coverage.admin.matrix import matrix_menu_item, matrix_urls  # noqa: E402
from sites.publishing.coverage.admin.withholdings import WithholdingViewSet  # noqa: E402

withholdings = WithholdingViewSet()


@hooks.register("register_admin_viewset")
def withholdings_in_the_admin() -> WithholdingViewSet:
    return withholdings


@hooks.register("register_admin_urls")
def matrix_in_the_admin() -> list[Any]:
    return matrix_urls


@hooks.register("register_reports_menu_item")
def matrix_in_the_menu() -> MenuItem:
    return matrix_menu_item()


@hooks.register("register_reports_menu_item")
def withholdings_in_the_menu() -> MenuItem:
    return withholdings.get_menu_item()
