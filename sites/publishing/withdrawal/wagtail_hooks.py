"""Taking down in a court's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem
from sites.publishing.review.admin.menu import HOOK
from sites.publishing.review.admin.policies import RolePolicy, takes_part
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.standing import HOME_DEPTH

register_permission_policy(Withdrawal, RolePolicy(Withdrawal))

# The policy must be registered before a view asks for it.
from sites.publishing.withdrawal.admin.bulk import WithdrawBulkAction  # noqa: E402
from sites.publishing.withdrawal.admin.emergency_pages import (  # noqa: E402
    AccountView,
    AskForCopiesView,
    EndNoticeView,
    FindPageView,
    ReachAgainView,
    WithdrawAtOnceView,
)
from sites.publishing.withdrawal.admin.listing import ADDRESS, WithdrawalsView  # noqa: E402
from sites.publishing.withdrawal.admin.start_page import UnconfirmedEmergencies  # noqa: E402
from sites.publishing.withdrawal.emergencies import may_withdraw_at_once  # noqa: E402

AFTER_WAGTAILS_OWN = 900


@hooks.register("register_admin_urls")
def pages_in_the_admin() -> list[Any]:
    return [
        path("review/withdrawals/", WithdrawalsView.as_view(), name=ADDRESS),
        path("review/withdrawals/results/", WithdrawalsView.as_view(results_only=True), name=f"{ADDRESS}_results"),
        path("review/withdrawals/at-once/", FindPageView.as_view(), name="withdraw_by_address"),
        path("review/withdrawals/<int:pk>/", AccountView.as_view(), name="withdrawal_account"),
        path("review/withdrawals/<int:pk>/reach/", ReachAgainView.as_view(), name="withdrawal_reach_again"),
        path("review/withdrawals/<int:pk>/copies/", AskForCopiesView.as_view(), name="withdrawal_ask_for_copies"),
        path("review/withdrawals/<int:pk>/end-notice/", EndNoticeView.as_view(), name="withdrawal_end_notice"),
        path("review/pages/<int:page_id>/withdraw/", WithdrawAtOnceView.as_view(), name="withdraw_at_once"),
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


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def withdraw_at_once_from_the_page(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    if page.live and page.depth > HOME_DEPTH and may_withdraw_at_once(user):
        url = reverse("withdraw_at_once", args=[page.pk])
        yield Button(_("紧急撤下"), url, icon_name="warning", priority=61)


@hooks.register("construct_homepage_panels", order=AFTER_WAGTAILS_OWN + 1)
def emergencies_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    if not on_platform():
        panels.insert(0, UnconfirmedEmergencies())


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
