"""Counting what is asked on the portal, and whether a result was opened.

Links of results lead straight to the pages. Beside them stands an address (`ping`) to which browsers report that the link
was followed, also without scripts; a script of ours reports it in browsers that do not. The report carries a token that
names the question to the platform alone, and neither the page that was opened nor who opened it.
"""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from federation.questions.recording import note_asked, note_opened, token_for
from search.types import Query, Results


def note_question(request: HttpRequest, query: Query, results: Results) -> None:
    """Count the question once: not again for further pages, nor when its results are narrowed or sorted."""
    if query.page == 1 and query.text and not _asked_before(request, query.text):
        note_asked(request, query.text, found=results.total)


def opened_address(query: Query) -> str:
    """Where it is reported that a result of this question was opened; empty for one that is not counted."""
    token = token_for(query.text)
    return f"{reverse('portal:opened')}?{urlencode({'question': token})}" if token else ""


@csrf_exempt
@never_cache
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Takes the report. It changes a number and says nothing, so that a forged one gains nothing.

    The token stands behind the question mark, where no log holds it next to an address.
    """
    note_opened(request.GET.get("question", ""))
    return HttpResponse(status=204)


def _asked_before(request: HttpRequest, text: str) -> bool:
    """Whether the visitor comes from results of the same question."""
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return False
    is_ours = referrer.netloc == request.get_host() and referrer.path == reverse("portal:search")
    return is_ours and parse_qs(referrer.query).get("q", [""])[0].strip() == text
