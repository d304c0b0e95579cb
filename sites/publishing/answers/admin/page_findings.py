"""公开检查: the findings of a page's latest text, with answers, and proposals of what to write instead."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from federation.accounts.models import User
from federation.courts.current import on_platform
from federation.domain.errors import FederationError
from sites.publishing.answers.anonymising import anonymise, proposals
from sites.publishing.answers.answering import answer
from sites.publishing.answers.checking import answers_of, findings_of_page
from sites.publishing.answers.models import Answer
from sites.publishing.answers.parts import PlacedFinding
from sites.publishing.findings import Severity


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page of findings shows it, with its answer if it has one."""

    finding: PlacedFinding
    answer: Answer | None

    @property
    def blocks(self) -> bool:
        return self.finding.severity == Severity.BLOCKS

    @property
    def open(self) -> bool:
        return self.blocks or self.answer is None


@require_http_methods(["GET"])
def page_findings(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _latest(request, page_id)
    return render(request, "answers/admin/page_findings.html", _context(page) | {"rows": shown_findings(page)})


@require_POST
def answer_finding(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _latest(request, page_id)
    try:
        answer(
            page,
            fingerprint=request.POST.get("finding", ""),
            reason=request.POST.get("reason", ""),
            user=cast(User, request.user),
        )
    except FederationError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已记录理由。"))
    return redirect("page_findings", page_id)


@require_http_methods(["GET", "POST"])
def anonymise_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """What would be replaced by what; on acceptance a new draft."""
    page = _latest(request, page_id)
    if page.get_lock() and page.get_lock().for_user(request.user):
        raise PermissionDenied
    proposed = proposals(page)
    if request.method == "GET":
        return render(request, "answers/admin/anonymise.html", _context(page) | {"proposals": proposed})
    wanted = {int(each) for each in request.POST.getlist("chosen") if each.isdecimal()}
    chosen = {
        each.before: request.POST.get(f"after-{number}", each.after)
        for number, each in enumerate(proposed)
        if number in wanted
    }
    if not chosen:
        messages.warning(request, _("没有选择要替换的内容。"))
        return redirect("page_findings", page_id)
    anonymise(page, chosen=chosen, user=cast(User, request.user))
    messages.success(request, _("已替换 %(count)d 处内容并存为新草稿，请核对后再提交。") % {"count": len(chosen)})
    return redirect("page_findings", page_id)


def shown_findings(page: Page) -> list[Shown]:
    """Those that still keep the page from the public first, each in the order of the page."""
    answers = answers_of(page)
    rows = [Shown(each, answers.get(each.fingerprint)) for each in findings_of_page(page)]
    return sorted(rows, key=lambda row: not row.open)


def _latest(request: HttpRequest, page_id: int) -> Page:
    """The page as it was written last. 403 for those who may not edit it."""
    if on_platform():
        raise Http404
    page: Page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _context(page: Page) -> dict[str, Any]:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "page": page,
        "edit_url": edit,
        "header_title": page.get_admin_display_title(),
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("首页")},
            {"url": edit, "label": page.get_admin_display_title()},
            {"url": "", "label": _("公开检查")},
        ],
    }
