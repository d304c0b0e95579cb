"""Looking at what stands on the court's own site, without asking it over the network."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from sites.legacy.old_addresses.finding import find_old_address
from sites.legacy.old_addresses.leading import new_address
from sites.media.models import CourtDocument, CourtImage
from sites.upkeep.links.answers import FOUND, Answer, Reason
from sites.upkeep.models import CheckedAddress

Kind = CheckedAddress.Kind


def look_inside(kind: str, target: str) -> Answer:
    """At anything but an address elsewhere. What it says is certain."""
    match kind:
        case Kind.PAGE:
            return _of_page(Page.objects.filter(pk=target).first() if target.isdecimal() else None)
        case Kind.PICTURE:
            return _of_file(CourtImage.objects.filter(pk=target).first() if target.isdecimal() else None)
        case Kind.FILE:
            return _of_file(CourtDocument.objects.filter(pk=target).first() if target.isdecimal() else None)
        case _:
            return _of_path(target)


def _of_page(page: Page | None) -> Answer:
    if page is None:
        return Answer(Reason.NO_PAGE)
    if not page.live:
        return Answer(Reason.PAGE_DOWN)
    return FOUND if Page.objects.public().filter(pk=page.pk).exists() else Answer(Reason.PAGE_PRIVATE)


def _of_file(row: CourtImage | CourtDocument | None) -> Answer:
    if row is None:
        return Answer(Reason.NO_FILE)
    return FOUND if row.file and default_storage.exists(row.file.name) else Answer(Reason.FILE_MISSING)


def _of_path(target: str) -> Answer:
    path = unquote(urlsplit(target).path) or "/"
    if path.startswith(settings.MEDIA_URL):
        return _of_stored(path.removeprefix(settings.MEDIA_URL))
    try:
        match = resolve(path, settings.ROOT_URLCONF)
    except Resolver404:
        return _of_old_address(path, target)
    if match.url_name == "wagtaildocs_serve":
        return _of_file(CourtDocument.objects.filter(pk=match.args[0]).first())
    return _of_tree(path, target) if match.url_name == "wagtail_serve" else FOUND


def _of_stored(name: str) -> Answer:
    return FOUND if default_storage.exists(name) else Answer(Reason.FILE_MISSING)


def _of_tree(path: str, target: str) -> Answer:
    """As the site itself finds a page by its address; else what was moved, and what the legacy site had there."""
    home = Site.objects.select_related("root_page").get().root_page
    parts = [part for part in path.split("/") if part]
    try:
        return _of_page(home.specific.route(RequestFactory().get(path), parts).page)
    except Http404:
        moved = _of_old_address(path, target)
    down = Page.objects.filter(url_path=home.url_path + path.lstrip("/"))
    return Answer(Reason.PAGE_DOWN) if moved.reason and down.exists() else moved


def _of_old_address(path: str, target: str) -> Answer:
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return FOUND
    old = find_old_address(target)
    return FOUND if old is not None and new_address(old) else Answer(Reason.NOTHING_THERE)
