"""What a court has public, counted by catalogue item."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max
from django.utils.timezone import localdate

from search.documents.models import Document


@dataclass(frozen=True, slots=True)
class Holding:
    """How many documents of an item are public, the day of the newest, and the types of the files that they offer."""

    count: int
    last: date
    file_types: frozenset[str]


def holdings_of(court: str) -> dict[str, Holding]:
    """By code of item; items of which nothing is public are left out. `court` is a court's code."""
    public = Document.objects.filter(court=court, removed=False).exclude(catalogue_item="").order_by()
    offered: defaultdict[str, set[str]] = defaultdict(set)
    for item, types in public.exclude(file_types=[]).values_list("catalogue_item", "file_types").distinct():
        offered[item].update(types)
    counted = public.values_list("catalogue_item").annotate(Count("key"), Max("published"))
    return {item: Holding(count, localdate(last), frozenset(offered[item])) for item, count, last in counted}
