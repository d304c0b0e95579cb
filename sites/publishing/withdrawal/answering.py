"""What a court's site answers at an address that was taken down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from federation.courts.current import on_platform
from sites.publishing.withdrawal.models import WithdrawnAddress
from sites.publishing.withdrawal.standing import departure_of, find_withdrawn, replacement_of

SECONDS_KEPT = 60
"""That others may keep the answer: what comes back is soon found again."""

NOT_A_PAGES = ("/admin/", "/-/", "/static/", "/media/", "/documents/")


class WithdrawnAddressMiddleware:
    """Where nothing answers: what was taken down from there says so (410), or leads to what has replaced it (301)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or on_platform() or request.method not in ("GET", "HEAD"):
            return response
        if getattr(request, "is_dummy", False) or request.path.startswith(NOT_A_PAGES):
            return response
        row = find_withdrawn(request.path)
        return answer(request, row) if row else response


def answer(request: HttpRequest, row: WithdrawnAddress) -> HttpResponse:
    target = replacement_of(row)
    response: HttpResponse
    if target is not None and target.url:
        response = HttpResponsePermanentRedirect(target.url)
    else:
        response = render(request, "theme/withdrawn.html", {"departure": departure_of(row)}, status=410)
        response["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, max_age=SECONDS_KEPT)
    return response
