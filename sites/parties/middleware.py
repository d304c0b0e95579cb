"""What every answer of the room says, whoever gives it: the room itself, another middleware, or an error."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from federation.courts.selectors import portal_address

ROOM = "/parties/"
HEADERS = {
    "Cache-Control": "no-store, private",
    "Pragma": "no-cache",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "DENY",
}
"""No referrer leaves the site. `no-referrer` would make browsers send `Origin: null` with forms, which the protection against
forged ones refuses."""

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self' {portal}"
)


class PrivateRoomMiddleware:
    """Stands outside all others that answer, so that none of their answers is kept by anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ROOM) or request.path == ROOM.rstrip("/"):
            for name, value in HEADERS.items():
                response[name] = value
            # The search in the head of every page is the portal's.
            response["Content-Security-Policy"] = _POLICY.format(portal=portal_address())
        return response
