"""How a visitor wants pages shown. Kept in cookies by a plain link, so that it works without scripts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DISPLAY_COOKIE = "display"
DISPLAYS = ("standard", "elder")
ONE_YEAR = 365 * 24 * 60 * 60


@never_cache
@require_safe
def keep_preferences(request: HttpRequest) -> HttpResponse:
    """Remember `display` (standard, elder) and `language`, where given and known, and go back to `next` on this host."""
    response = HttpResponseRedirect(_way_back(request))
    display = request.GET.get("display", "")
    language = request.GET.get("language", "")
    if display in DISPLAYS:
        _remember(response, DISPLAY_COOKIE, display)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _way_back(request: HttpRequest) -> str:
    target = request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=request.is_secure())
    return target if is_here else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=ONE_YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
