"""Results as plain values, for programs."""

from dataclasses import asdict
from typing import Any

from search.types import Results


def plain_results(text: str, results: Results) -> dict[str, Any]:
    """Dictionaries, lists, texts, numbers and times; seconds to the millisecond."""
    return {
        "query": text,
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "relaxed": results.relaxed,
        "widened": results.widened,
        "cut_short": results.cut_short,
        "degraded": results.degraded,
        "page": results.page,
        "pages": results.pages,
        "seconds": round(results.seconds, 3),
        "hits": [asdict(hit) for hit in results.hits],
        "facets": {name: [asdict(value) for value in values] for name, values in results.facets.items()},
    }
