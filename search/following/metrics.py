"""The state of the index as Prometheus reads it."""

from collections.abc import Iterator

from search.following.status import IndexStatus

_HELP = {
    "search_index_lag_rows": "Changes of search documents that the index does not hold yet (at most 10000).",
    "search_index_lag_seconds": "Age of the oldest change that the index does not hold yet.",
    "search_index_written_total": "Entries that have been written into the index that serves.",
    "search_index_set_aside": "Documents that the index would not take.",
    "search_index_followed": "1 while a follower keeps the index up to date.",
    "search_index_failing": "1 while the index cannot be written.",
    "search_index_differences": "Differences from the table that the last comparison left.",
    "search_index_building_written": "Entries written into an index that is being built.",
}
_COUNTERS = {"search_index_written_total"}


def metrics_text(status: IndexStatus) -> str:
    """Lines of the text format 0.0.4; none where no index has to follow."""
    return "".join(_lines(status))


def _lines(status: IndexStatus) -> Iterator[str]:
    for name, value in _values(status):
        kind = "counter" if name in _COUNTERS else "gauge"
        yield f'# HELP {name} {_HELP[name]}\n# TYPE {name} {kind}\n{name}{{index="{status.index}"}} {value:g}\n'


def _values(status: IndexStatus) -> Iterator[tuple[str, float]]:
    if not status.follows:
        return
    if status.lag is not None:
        yield "search_index_lag_rows", status.lag.rows
        yield "search_index_lag_seconds", status.lag.seconds
        yield "search_index_written_total", status.written
        yield "search_index_set_aside", status.set_aside
    yield "search_index_followed", status.is_followed
    yield "search_index_failing", bool(status.failure)
    if status.differences is not None:
        yield "search_index_differences", status.differences
    if status.building is not None:
        yield "search_index_building_written", status.building.written
