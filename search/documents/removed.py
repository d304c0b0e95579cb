"""What the table says of documents that an index apart from it has given as answers."""

from collections.abc import Collection
from dataclasses import replace

from search.documents.models import Document
from search.types import Hit, Results


def removed_of(keys: Collection[str]) -> set[str]:
    """Those of the keys that were taken out."""
    return set(Document.objects.filter(key__in=keys, removed=True).values_list("key", flat=True)) if keys else set()


def without_removed(results: Results) -> Results:
    """The same answer without what has come down and the index has not heard of yet, which may be away just now."""
    gone = removed_of([*(hit.key for hit in results.hits), *(copy.key for hit in results.hits for copy in hit.copies)])
    if not gone:
        return results
    hits = tuple(_without_copies(hit, gone) for hit in results.hits if hit.key not in gone)
    return replace(results, hits=hits, total=max(len(hits), results.total - (len(results.hits) - len(hits))))


def _without_copies(hit: Hit, gone: Collection[str]) -> Hit:
    kept = tuple(copy for copy in hit.copies if copy.key not in gone)
    return replace(hit, copies=kept, copy_count=hit.copy_count - (len(hit.copies) - len(kept)))


def standing_of(keys: Collection[str]) -> set[str]:
    """Those of the keys under which something is still found."""
    return set(Document.objects.filter(key__in=keys, removed=False).values_list("key", flat=True)) if keys else set()
