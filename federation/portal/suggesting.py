"""What the search box offers while a citizen types: questions that many have asked, courts, and titles.

Both are read from the platform's own tables, so the answer is the same whichever index `SEARCH_URL` names.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from federation.portal.parameters import typed
from federation.portal.suggesting_courts import suggest_courts
from federation.questions.popular import popular_questions
from search.suggesting.titles import suggest_titles

OFFERED = 8
MOST_QUESTIONS = 3
MOST_COURTS = 3
FRESH_FOR = 60
"""Seconds for which a browser or a proxy may give the same answer again."""


class Kind(StrEnum):
    """In the order in which they are offered."""

    QUESTION = "question"
    COURT = "court"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line that is offered, and the address on the portal where it leads."""

    kind: Kind
    text: str
    address: str


def suggestions(text: str, *, court: str = "") -> list[Suggestion]:
    """At most `OFFERED`, each text once: popular questions, courts that the text may mean, then titles.

    Who searches one `court` is offered its titles alone and no other courts, and stays there.
    """
    found: dict[str, Suggestion] = {}
    for each in (*_questions(text, court), *(() if court else _courts(text)), *_titles(text, court)):
        found.setdefault(each.text, each)
    return list(found.values())[:OFFERED]


@require_safe
@cache_control(public=True, max_age=FRESH_FOR)
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` and `court=`, as JSON: {"suggestions": [{"kind", "text", "address"}]}. 400 with a reason otherwise.

    Addresses lead to the portal. The search fields of the courts' own sites ask too, so pages of any site may.
    """
    if unknown := sorted(set(request.GET) - {"q", "court"}):
        reason = _("不认识的参数：%(names)s。只接受 q 和 court。") % {"names": "、".join(unknown)}
        return JsonResponse({"error": reason}, status=400)
    offered = [asdict(each) for each in suggestions(typed(request.GET, "q"), court=typed(request.GET, "court"))]
    answer = JsonResponse({"suggestions": offered}, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _questions(text: str, court: str) -> Iterator[Suggestion]:
    for question in popular_questions(text, limit=MOST_QUESTIONS):
        yield Suggestion(Kind.QUESTION, question, _asking(question, court))


def _courts(text: str) -> Iterator[Suggestion]:
    for court in suggest_courts(text, limit=MOST_COURTS):
        yield Suggestion(Kind.COURT, court.name, reverse("portal:court", args=[court.code]))


def _titles(text: str, court: str) -> Iterator[Suggestion]:
    for each in suggest_titles(text, limit=OFFERED, court=court):
        yield Suggestion(Kind.TITLE, each.title, _asking(each.title, court))


def _asking(text: str, court: str) -> str:
    narrowed = {"q": text} | ({"court": court} if court else {})
    return f"{reverse('portal:search')}?{urlencode(narrowed)}"
