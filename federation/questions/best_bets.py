"""Finding the best bets (推荐) of a question, and telling which of them lead nowhere any more."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from federation.courts.models import Domain
from federation.questions.models import BestBet
from federation.questions.privacy import normalised
from search.documents.models import Document
from search.segmenting import document_words, question_tokens

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Pinned:
    """One best bet as it is shown."""

    title: str
    text: str
    url: str


def best_bets_for(text: str) -> list[Pinned]:
    """What stands above the results of this question today, in order, at most `MOST_SHOWN`."""
    question = normalised(text)
    if not question:
        return []
    words = frozenset(document_words(question))
    fitting = [bet for bet in _valid_today() if _fits(bet, question, words)]
    standing = with_state(BestBet.objects.filter(pk__in=[bet.pk for bet in fitting])).filter(stands=True)
    return [Pinned(bet.title, bet.text, bet.address or bet.url) for bet in standing[:MOST_SHOWN]] if fitting else []


def with_state(bets: QuerySet[BestBet]) -> QuerySet[Any]:
    """Each with `stands`, whether its page is still there, and `address`, where that page stands now.

    A page that is public here stands while its search document does; another page of a court's site or of the portal
    while the site is on line; nobody can tell of a page elsewhere.
    """
    public = Document.objects.filter(key=OuterRef("document"), removed=False)
    on_line = Domain.objects.filter(domain=OuterRef("host"), tenant__closed_at__isnull=True)
    return bets.annotate(
        stands=Q(Q(~Q(document="") & Exists(public)) | Q(document="") & (Q(host="") | Exists(on_line))),
        address=public.values("url")[:1],
    )


def locate(bet: BestBet) -> None:
    """Set what the link leads to: the search document, or the host that is one of ours."""
    host = (urlsplit(bet.url).hostname or "").removeprefix("www.")
    domain = Domain.objects.filter(domain=host).select_related("tenant").first()
    bet.host = domain.domain if domain else ""
    court = domain.tenant.court_id if domain else None
    found = Document.objects.filter(court=court, url__in=_spellings(bet.url), removed=False).first() if court else None
    bet.document = found.key if found else ""


def _valid_today() -> QuerySet[BestBet]:
    today = timezone.localdate()
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return BestBet.objects.filter(begun, not_over)


def _fits(bet: BestBet, question: str, words: frozenset[str]) -> bool:
    if bet.match == BestBet.Match.EXACT:
        return any(normalised(line) == question for line in bet.lines())
    return any(needed and needed <= words for needed in map(_words, bet.lines()))


@lru_cache(maxsize=4096)
def _words(line: str) -> frozenset[str]:
    return frozenset(token.word for token in question_tokens(normalised(line)))


def _spellings(url: str) -> list[str]:
    """The address as the index may hold it: without fragment and query, with and without a slash at the end."""
    parts = urlsplit(url)
    base = parts._replace(query="", fragment="").geturl().rstrip("/")
    return [base, f"{base}/"]
