from typing import Any

from django import template

from sites.legacy.importing.shortfalls import kind_called
from sites.legacy.models import OldAddress

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """A share of 0 to 1 in per cent; never rounded up to a hundred."""
    return "100%" if share >= 1 else f"{min(share * 100, 99.9):.1f}%"


@register.filter
def labelled_outcomes(outcomes: dict[str, int]) -> list[tuple[str, int]]:
    """Counts by outcome with the outcomes' names."""
    return [(str(OldAddress.Outcome(outcome).label), count) for outcome, count in outcomes.items()]


@register.filter
def described_shortfalls(articles: dict[str, int]) -> list[dict[str, Any]]:
    """Counts of articles by the kind of what could not be kept, with the kind's name and what to do."""
    kinds = ((key, count, kind_called(key)) for key, count in articles.items())
    return [{"key": key, "articles": count, "name": kind.name, "mend": kind.mend} for key, count, kind in kinds]
