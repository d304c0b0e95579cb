"""Where an old address may lead: a page of the court's own site, or a path on it that answers."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.courts.selectors import hosts_of_schema
from federation.domain.errors import FederationError
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.keys import key_on_site
from sites.legacy.old_addresses.leading import new_address
from sites.pages.home import HomePage

LONGEST_TARGET = 1000
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_OWN_PORTS = (None, 80, 443)


class TargetRefused(FederationError):
    """An old address may not lead there: off the court's site, to nothing, or round in a circle."""


@dataclass(frozen=True)
class Target:
    """The end of a chain: a page, or else a path on the court's site."""

    page: Page | None = None
    link: str = ""


def final_target(typed: str, *, away_from: str) -> Target:
    """The end that a typed path or address leads to, past all old addresses on the way.

    `away_from` is the key of the old address that is to lead there. Raises TargetRefused.
    """
    path = path_on_the_site(typed)
    passed = {away_from}
    while True:
        if (page := _page_at(path)) is not None:
            return Target(page=page)
        key = key_on_site(path)
        if key in passed:
            raise TargetRefused(_("“%(path)s”又会回到这个旧地址。请指定一个新页面。") % {"path": path})
        passed.add(key)
        old = OldAddress.objects.select_related("page").filter(key=key).first()
        if old is None:
            return Target(link=_answering(path))
        path = new_address(old)
        if not path:
            raise TargetRefused(_("“%(path)s”本身是一个已失效的旧地址，请另选一个。") % {"path": typed})


def path_on_the_site(typed: str) -> str:
    """A typed path, or an address on one of the court's own hosts, as a path with its query. Raises TargetRefused."""
    text = typed.strip()
    if not text or len(text) > LONGEST_TARGET or _UNSAFE.search(text):
        raise TargetRefused(_("新地址不能为空、过长，也不能含空格、反斜线和控制字符。"))
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError as error:
        raise TargetRefused(_("“%(address)s”不是有效的地址。") % {"address": typed}) from error
    if parts.scheme or parts.netloc:
        own_port = port in (*_OWN_PORTS, settings.PUBLIC_PORT)
        if parts.scheme not in ("http", "https") or parts.username or not own_port or host not in hosts_of_schema():
            raise TargetRefused(_("“%(address)s”不在本院网站上。旧地址只能指向本院自己的域名。") % {"address": typed})
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    climbs = {".", ".."} & set(unquote(parts.path).split("/"))
    if not path.startswith("/") or path.startswith("//") or climbs:
        raise TargetRefused(_("新地址应以一个“/”开头，例如 /news/。"))
    return path


def _page_at(path: str) -> Page | None:
    """The live page that stands at a path, so that the old address follows it when it moves."""
    plain, question, _query = path.partition("?")
    home = HomePage.objects.first()
    if question or home is None:
        return None
    return Page.objects.live().filter(url_path=home.url_path + unquote(plain).strip("/") + "/" * (plain != "/")).first()


def _answering(path: str) -> str:
    plain = unquote(path.partition("?")[0])
    try:
        match = resolve(plain)
        if match.view_name == "wagtail_serve":
            _route(plain)
    except (Resolver404, Http404) as error:
        raise TargetRefused(_("本院网站上没有“%(path)s”。请从页面中选择，或核对后再填。") % {"path": path}) from error
    return path


def _route(path: str) -> None:
    """Raises Http404 where no page answers: columns answer at more addresses than their own, such as their feed's."""
    home = HomePage.objects.first()
    if home is None:
        raise Http404
    home.route(HttpRequest(), [part for part in path.split("/") if part])
