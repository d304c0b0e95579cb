"""Old addresses that still stand in bookmarks, letters and search engines lead to what replaced them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from federation.courts.current import on_platform
from sites.legacy.addresses import address_key
from sites.legacy.models import OldAddress

LONGEST_ADDRESS = 4000


def key_on_site(url: str) -> str:
    """The key of an address among those of one court: path and identity-carrying query, without the host."""
    key = address_key(url)
    slash, question = key.find("/"), key.find("?")
    start = min((place for place in (slash, question) if place >= 0), default=len(key))
    return key[start:]


class OldAddressMiddleware:
    """Redirects what the new site does not answer, and what asks its home page for an article by number (`/?id=7`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and request.META.get("QUERY_STRING"):
            return self._redirect(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        return self._redirect(request) or response

    def _redirect(self, request: HttpRequest) -> HttpResponse | None:
        if on_platform() or request.method not in ("GET", "HEAD"):
            return None
        key = key_on_site(_as_sent(request))
        if not key or len(key) > LONGEST_ADDRESS:
            return None
        old = OldAddress.objects.filter(key=key).select_related("page").first()
        target = new_address(old) if old else ""
        return HttpResponsePermanentRedirect(target) if target and target != request.get_full_path() else None


def new_address(old: OldAddress) -> str:
    """Path on the court's site that an old address leads to, or "" where nothing public stands for it."""
    if old.page is not None:
        return (old.page.url or "") if old.page.live else ""
    return old.link


def _as_sent(request: HttpRequest) -> str:
    """The address that was asked for. Django leaves bytes that are no UTF-8 percent-encoded: old links are often in GBK."""
    path = request.path.replace("?", "%3F").replace("#", "%23")
    query = request.META.get("QUERY_STRING", "")
    return f"http://{request.get_host()}{path}" + (f"?{query}" if query else "")
