"""Taking down in a court's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem
from sites.publishing.review.admin.menu import HOOK
from sites.publishing.review.admin.policies import RolePolicy, takes_part
from sites.publishing.withdrawal.models import Withdrawal

register_permission_policy(Withdrawal, RolePolicy(Withdrawal))

# The policy must be registered before a view asks for it.
from sites.publishing.withdrawal.admin.bulk import WithdrawBulkAction  # noqa: E402
from sites.publishing.withdrawal.admin.listing import ADDRESS, WithdrawalsView  # noqa: E402

AFTER_WAGTAILS_OWN = 900


@hooks.register("register_admin_urls")
def pages_in_the_admin() -> list[Any]:
    return [
        path("review/withdrawals/", WithdrawalsView.as_view(), name=ADDRESS),
        path("review/withdrawals/results/", WithdrawalsView.as_view(results_only=True), name=f"{ADDRESS}_results"),
    ]


@hooks.register(HOOK)
def withdrawals_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        gettext_lazy("撤下记录"),
        reverse(ADDRESS),
        allowed=lambda request: takes_part(request.user),
        icon_name="download",
        order=22,
    )


hooks.register("register_bulk_action", WithdrawBulkAction, order=AFTER_WAGTAILS_OWN)


@hooks.register("before_delete_page")
def nothing_public_is_deleted(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is public is taken down first, by the form that asks for a reason."""
    if on_platform() or not page.get_descendants(inclusive=True).live().exists():
        return None
    messages.warning(request, _("“%s”或其下级页面已经公开。请先写明原因撤下，再删除。") % page.draft_title)
    public = page if page.live else page.get_descendants().live().first()
    return redirect("wagtailadmin_pages:unpublish", public.pk if public else page.pk)


@hooks.register("before_bulk_action")
def nothing_public_is_deleted_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if on_platform() or action_type != "delete" or action.model is not Page:
        return None
    for page in objects:
        if public := page.get_descendants(inclusive=True).live().first():
            messages.error(request, _("“%s”已经公开，没有删除任何页面。请先写明原因撤下，再删除。") % public.title)
            return redirect(action.next_url)
    return None
