"""Did you mean: another wording of a question that found little, offered only if it finds more."""

from dataclasses import dataclass, replace

from federation.portal.asking import address
from search.backends.base import SearchUnavailable
from search.services import search
from search.suggesting.correcting import corrected
from search.types import Query, Results

LITTLE = 3
"""Hits below which something may be wrong with the question."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was probably meant, and the address that asks it, which can be shared."""

    text: str
    address: str


def did_you_mean(query: Query, results: Results) -> Correction | None:
    """The question with its slips mended, within the same filters. None if the question found enough, or this finds no more."""
    if query.page > 1 or (results.total >= LITTLE and not results.relaxed):
        return None
    text = corrected(query.text)
    if text is None:
        return None
    mended = replace(query, text=text)
    try:
        better = search(replace(mended, page_size=1))
    except SearchUnavailable:
        return None
    finds_more = not better.relaxed and better.total > (0 if results.relaxed else results.total)
    return Correction(text, address(mended)) if finds_more else None
