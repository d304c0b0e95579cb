from typing import Any

from django import template

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
def in_words(shortfall: Any) -> str:
    """Something that could not be kept: its address and why."""
    return f"{shortfall['url']}：{shortfall['reason']}" if shortfall.get("url") else str(shortfall["reason"])
