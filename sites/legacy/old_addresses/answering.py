"""What a court's site answers where an old address is asked for, or one of its other hosts."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from federation.courts.current import on_platform, site_of
from sites.legacy.addresses import path_of
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.finding import find_old_address
from sites.legacy.old_addresses.keys import address_asked, asks_for_home
from sites.legacy.old_addresses.leading import Standing, farewell, new_address, standing_of
from sites.legacy.old_addresses.words import words_of_address

LONGEST_ADDRESS = 8000
SECONDS_GONE_IS_KEPT = 600
# Parts that pages were made of; nobody reads what is said in their place.
PARTS = frozenset(
    (".css", ".js", ".map", ".ico", ".cur", ".woff", ".woff2", ".ttf", ".eot", ".swf", ".gif", ".jpg", ".jpeg", ".png")
)
# A court's staff work on any host; what answers machines stays where it was asked; certificates are proved host by host.
ON_ANY_HOST = ("/admin/", "/-/", "/.well-known/")


class OldAddressMiddleware:
    """Answers what the new site does not, and asks before the home page is shown for an address like `/?id=7`.

    An old address redirects for good, or is gone with a word of what became of it. On a host of the court that is not its
    main one, everything else redirects to the same address on the main one. A page of the new site is always stronger.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if on_platform() or request.method not in ("GET", "HEAD") or _is_preview(request):
            return self.get_response(request)
        main_host = _main_host(request)
        if request.path == "/" and request.META.get("QUERY_STRING"):
            old = _asked(request)
            return (_redirect(request, old, main_host) if old else None) or self._new_site(request, main_host)
        if main_host:
            return self._on_another_host(request, main_host)
        response = self.get_response(request)
        return _answer(request, _asked(request), response, "") if response.status_code == 404 else response

    def _on_another_host(self, request: HttpRequest, main_host: str) -> HttpResponse:
        old = _asked(request)
        if old is None and not (request.path != "/" and asks_for_home(address_asked(request))):
            return _same_address(request, main_host)
        response = self.get_response(request)
        found = response.status_code != 404
        return _same_address(request, main_host) if found else _answer(request, old, response, main_host)

    def _new_site(self, request: HttpRequest, main_host: str) -> HttpResponse:
        return _same_address(request, main_host) if main_host else self.get_response(request)


def _main_host(request: HttpRequest) -> str:
    """Address of the court's main host where another of its hosts was asked, else ""."""
    site = site_of(request)
    if site is None or not site.asked_on_another_host or request.path.startswith(ON_ANY_HOST):
        return ""
    return site.address


def _is_preview(request: HttpRequest) -> bool:
    """Wagtail sends the request for a preview through all middleware, and marks it."""
    return bool(getattr(request, "is_dummy", False))


def _asked(request: HttpRequest) -> OldAddress | None:
    address = address_asked(request)
    return find_old_address(address) if len(address) <= LONGEST_ADDRESS else None


def _same_address(request: HttpRequest, main_host: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(main_host + request.get_full_path())


def _redirect(request: HttpRequest, old: OldAddress, main_host: str) -> HttpResponse | None:
    target = new_address(old)
    if not target or (not main_host and target == request.get_full_path()):
        return None
    return HttpResponsePermanentRedirect(main_host + target)


def _answer(request: HttpRequest, old: OldAddress | None, not_found: HttpResponse, main_host: str) -> HttpResponse:
    if old is None:
        at_home = asks_for_home(address_asked(request))
        return HttpResponsePermanentRedirect(f"{main_host}/") if at_home else not_found
    if standing_of(old) is Standing.GONE:
        return _gone(request, old)
    return _redirect(request, old, main_host) or not_found


def _gone(request: HttpRequest, old: OldAddress) -> HttpResponse:
    if PurePosixPath(path_of(old.key)).suffix.lower() in PARTS:
        response = HttpResponse(_("这个文件没有迁到新网站。"), content_type="text/plain; charset=utf-8", status=410)
    else:
        context = {"farewell": farewell(old), "words_asked": words_of_address(address_asked(request))}
        response = render(request, "theme/410.html", context, status=410)
    patch_cache_control(response, max_age=SECONDS_GONE_IS_KEPT)
    patch_vary_headers(response, ["Cookie"])
    response["X-Robots-Tag"] = "noindex"
    return response
