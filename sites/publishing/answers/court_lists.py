"""The lists of the current schema's court, as the checks want them."""

from sites.publishing.answers.models import CourtWord, ReleasedNumber
from sites.publishing.findings.lists import CourtLists, Severity, Word, plain, released_form


def court_lists() -> CourtLists:
    """Read anew each time: a list that was changed counts at once."""
    words = tuple(
        Word(plain(row.text), Severity(row.severity), row.advice) for row in CourtWord.objects.order_by("text")
    )
    rows = list(ReleasedNumber.objects.order_by("number").values_list("kind", "number"))
    series = ReleasedNumber.Kind.SERIES
    return CourtLists(
        words=words,
        released=frozenset(released_form(number) for kind, number in rows if kind != series),
        own_series=tuple(plain(number) for kind, number in rows if kind == series),
    )
