"""The review in a court's admin: the start page, signing, lists, settings."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, at_courts, may
from federation.courts.permissions import CourtPolicy
from sites.media.access import MAY_SEE
from sites.publishing.review.admin.policies import RolePolicy, takes_part
from sites.publishing.review.models import (
    ForcedPublication,
    HotTopic,
    Responsibility,
    ReviewTerms,
    SignOff,
    Substitution,
    Unit,
)

for _model in (Unit, Responsibility, Substitution, HotTopic, ReviewTerms):
    register_permission_policy(_model, CourtPolicy(_model))
register_permission_policy(SignOff, RolePolicy(SignOff))
register_permission_policy(ForcedPublication, RolePolicy(ForcedPublication))

# Policies must be registered before a viewset asks for one.
from sites.publishing.review.admin import lists  # noqa: E402
from sites.publishing.review.admin.countersigning import CountersignaturesView  # noqa: E402
from sites.publishing.review.admin.menu import HOOK, review_menu_item  # noqa: E402
from sites.publishing.review.admin.page_pages import AssessmentView, ForceView, PageReviewView  # noqa: E402
from sites.publishing.review.admin.signing_pages import (  # noqa: E402
    ConfirmView,
    CountersignView,
    PreviewView,
    SignView,
)
from sites.publishing.review.admin.start_page import ToDoPanel, UnconfirmedPanel  # noqa: E402
from sites.publishing.review.admin.terms import TermsView  # noqa: E402
from sites.publishing.review.answering import may_answer  # noqa: E402

BEFORE_THE_PLATFORMS_OWN = 900
LISTS = (
    lists.SignOffViewSet(),
    lists.ForcedViewSet(),
    lists.HotTopicViewSet(),
    lists.UnitViewSet(),
    lists.ResponsibilityViewSet(),
    lists.SubstitutionViewSet(),
)


@hooks.register(MAY_SEE)
def reviewers_see_files(user: Any, _file: Any) -> bool:
    """Whoever has a part in the review reads what is to be reviewed, with its pictures and attachments."""
    return takes_part(user)


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> list[Any]:
    return list(LISTS)


@hooks.register("register_admin_urls")
def pages_in_the_admin() -> list[Any]:
    return [
        path("review/sign/<int:pk>/", SignView.as_view(), name="review_sign"),
        path("review/sign/<int:pk>/preview/", PreviewView.as_view(), name="review_preview"),
        path("review/pages/<int:page_id>/", PageReviewView.as_view(), name="review_page"),
        path("review/pages/<int:page_id>/assessment/", AssessmentView.as_view(), name="review_assessment"),
        path("review/pages/<int:page_id>/force/", ForceView.as_view(), name="review_force"),
        path("review/forced/<int:pk>/", ConfirmView.as_view(), name="review_confirm"),
        path("review/countersignatures/", CountersignaturesView.as_view(), name="review_countersignatures"),
        path("review/countersignatures/<uuid:pk>/", CountersignView.as_view(), name="review_countersign"),
        path("review/terms/", TermsView.as_view(), name="review_terms"),
    ]


@hooks.register("register_admin_menu_item")
def review_in_the_menu() -> MenuItem:
    return review_menu_item()


for _list in LISTS:
    hooks.register(HOOK, _list.get_menu_item)


@hooks.register(HOOK)
def countersignatures_in_the_menu() -> MenuItem:
    url = reverse("review_countersignatures")
    return AllowedMenuItem(
        _("法院会签"), url, allowed=at_courts(lambda request: may_answer(request.user)), icon_name="globe", order=25
    )


@hooks.register(HOOK)
def terms_in_the_menu() -> MenuItem:
    url = reverse("review_terms")
    return AllowedMenuItem(_("办理期限"), url, allowed=may(ReviewTerms, "change"), icon_name="history", order=70)


@hooks.register("construct_homepage_panels", order=BEFORE_THE_PLATFORMS_OWN)
def todo_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    if not on_platform():
        panels[:] = [UnconfirmedPanel(), ToDoPanel()]


@hooks.register("register_page_header_buttons")
def review_of_the_page(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.depth > 1 and not on_platform():
        url = reverse("review_page", args=[page.pk])
        yield Button(_("审核"), url, icon_name="clipboard-list", priority=12)


@hooks.register("register_permissions")
def permissions_of_the_review() -> QuerySet[Permission]:
    models = ("signoff", "unit", "responsibility", "substitution", "hottopic", "reviewterms")
    return Permission.objects.filter(content_type__app_label="court_review", content_type__model__in=models)
