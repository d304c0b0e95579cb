"""Findings in a court's admin: beside the editor, before publishing, and the court's lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.permissions import CourtPolicy
from sites.publishing.answers.admin.lists import CheckLists
from sites.publishing.answers.admin.page_findings import anonymise_page, answer_finding, page_findings
from sites.publishing.answers.anonymising import ANONYMISED
from sites.publishing.answers.answering import ANSWERED
from sites.publishing.answers.checking import unanswered
from sites.publishing.answers.guarding import HoldsFindings
from sites.publishing.answers.models import CourtWord, ReleasedNumber
from sites.publishing.answers.withdrawing import HELD_BACK

for _model in (CourtWord, ReleasedNumber):
    register_permission_policy(_model, CourtPolicy(_model))


class FindingsMenuItem(ActionMenuItem):
    """A link from the editor to the findings of the page."""

    name = "action-findings"
    label = gettext_lazy("公开检查")
    icon_name = "clipboard-list"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return not on_platform() and context["view"] == "edit"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("page_findings", args=[parent_context["page"].pk])


@hooks.register("register_admin_urls")
def addresses_of_findings() -> list[Any]:
    return [
        path("publishing/findings/<int:page_id>/", page_findings, name="page_findings"),
        path("publishing/findings/<int:page_id>/answer/", answer_finding, name="answer_finding"),
        path("publishing/findings/<int:page_id>/anonymise/", anonymise_page, name="anonymise_page"),
    ]


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> CheckLists:
    return CheckLists()


@hooks.register("register_page_action_menu_item")
def findings_in_the_editor() -> FindingsMenuItem:
    return FindingsMenuItem(order=65)


@hooks.register("before_publish_page")
def show_findings_instead_of_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor's text is kept as a draft, and what keeps it from the public is shown; also for what is to go live later."""
    if on_platform() or not (findings := unanswered(page)):
        return None
    messages.error(request, str(HoldsFindings(page, findings)))
    return redirect("page_findings", page.pk)


@hooks.register("register_log_actions")
def findings_in_the_history(actions: Any) -> None:
    actions.register_action(ANSWERED, gettext_lazy("说明公开理由"), gettext_lazy("对公开检查的一处内容说明了理由"))
    actions.register_action(
        HELD_BACK, gettext_lazy("退回草稿"), gettext_lazy("附件中有不能公开的内容，页面已自动退回草稿")
    )
    actions.register_action(ANONYMISED, gettext_lazy("脱敏"), gettext_lazy("把不能公开的内容替换后存为新草稿"))
