"""What courts have published most recently, from the search documents alone."""

from dataclasses import dataclass

from search.backends.base import SearchUnavailable
from search.services import search
from search.types import MAX_PAGE_SIZE, FacetValue, Hit, Query, Sort

MANY_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest articles, how many pages there are in all, and the columns that hold most of them."""

    hits: tuple[Hit, ...]
    total: int
    columns: tuple[FacetValue, ...]


def newest_articles(*, count: int, court: str = "") -> Newest | None:
    """The newest articles of all courts, or of one. None while the search cannot answer: the page is of use without them."""
    query = Query(courts=(court,) if court else (), sort=Sort.DATE, page_size=min(3 * count, MAX_PAGE_SIZE))
    try:
        results = search(query)
    except SearchUnavailable:
        return None
    # Pages that stand for themselves, such as contacts, change without being news.
    articles = tuple(hit for hit in results.hits if hit.kind == "article")
    return Newest(articles[:count], results.total, results.facets.get("column", ())[:MANY_COLUMNS])
