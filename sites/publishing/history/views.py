"""One version of a page: as it stood, who let it out, on what ground, what came before and after, and its files."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, at_courts, may
from federation.courts.selectors import court_of_schema
from federation.ledger.grounds import in_words_of_grounds
from federation.ledger.models import PublicVersion
from federation.ledger.showing import shown, versions_of
from sites.media.keeping import open_shown
from sites.publishing.history.comparing import compared
from sites.publishing.history.listing import ADDRESS, HistoryView
from sites.publishing.history.standalone import standalone
from sites.publishing.history.words import FACT_NAMES, facts_in_words, in_words_of_item

View = Callable[..., HttpResponseBase]
MOST_VERSIONS = 100
"""Versions of one page that are listed beside each of them: the newest."""


def for_readers(view: View) -> View:
    """Whoever may read what was public, in a court's own admin."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if on_platform():
            raise Http404
        if not policy_registry.get_by_type(PublicVersion).user_has_permission(request.user, "view"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return require_safe(guarded)


@for_readers
def page(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(pk)
    of_page = list(versions_of(version.court).filter(subject=version.subject)[:MOST_VERSIONS])
    before = next((each for each in of_page if each.pk < version.pk), None)
    what = shown(version)
    context = {
        "version": version,
        "shown": what,
        "facts": [(FACT_NAMES[key], words) for key, words in facts_in_words(what.content).items()],
        "item": in_words_of_item(version.item),
        "grounds": in_words_of_grounds(what.grounds),
        "ended": what.ended,
        "versions": of_page,
        "before": before,
        "ledger": f"{reverse('ledger_entries')}?subject={version.subject}",
        "breadcrumbs_items": _trail(version),
        "page_title": version.title,
        "header_title": version.title,
        "header_icon": "history",
    }
    return TemplateResponse(request, "publishing/history/page.html", context)


@for_readers
def as_it_stood(request: HttpRequest, pk: int) -> HttpResponse:
    return standalone(request, shown(_version(pk)))


@for_readers
def difference(request: HttpRequest, before: int, after: int) -> HttpResponse:
    old, new = _version(before), _version(after)
    if old.subject != new.subject:
        raise Http404
    first, second = shown(old), shown(new)
    context = {
        "old": first,
        "new": second,
        "lines": compared(first.content, second.content),
        "breadcrumbs_items": [*_trail(new), {"url": "", "label": _("对照")}],
        "page_title": _("两个版本的对照"),
        "header_title": _("两个版本的对照"),
        "header_icon": "history",
    }
    return TemplateResponse(request, "publishing/history/difference.html", context)


@for_readers
def file(request: HttpRequest, sha256: str) -> FileResponse:
    """A file that was shown, by its content. Only pictures are shown in the browser."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Http404
    try:
        found = open_shown(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = _picture_type(found.read(16))
    found.seek(0)
    answer = FileResponse(
        found, content_type=kind or "application/octet-stream", as_attachment=not kind, filename=sha256
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def history_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("历史公开内容"),
        reverse(ADDRESS),
        allowed=at_courts(may(PublicVersion, "view")),
        name="public-history",
        icon_name="history",
        order=910,
    )


def _version(pk: int) -> PublicVersion:
    """Of the court whose admin was asked; any other court's does not exist here."""
    court = court_of_schema()
    if court is None:
        raise Http404
    return get_object_or_404(versions_of(court.code), pk=pk)


def _trail(version: PublicVersion) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("首页")},
        {"url": reverse(ADDRESS), "label": _("历史公开内容")},
        {"url": reverse(f"{ADDRESS}_page", args=[version.pk]), "label": version.title},
    ]


def _picture_type(start: bytes) -> str:
    signs = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif", b"BM": "image/bmp"}
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in signs.items() if start.startswith(sign)), "")


history_urls = [
    path("reports/public/", HistoryView.as_view(), name=ADDRESS),
    path("reports/public/results/", HistoryView.as_view(results_only=True), name=f"{ADDRESS}_results"),
    path("reports/public/<int:pk>/", page, name=f"{ADDRESS}_page"),
    path("reports/public/<int:pk>/document/", as_it_stood, name=f"{ADDRESS}_document"),
    path("reports/public/<int:before>/<int:after>/", difference, name=f"{ADDRESS}_difference"),
    path("reports/public/files/<str:sha256>/", file, name=f"{ADDRESS}_file"),
]
