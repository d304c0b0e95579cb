"""The search of a court's admin: Wagtail's own, at a cost for each saved page that does not grow with the number of pages.

Wagtail's database backend reads every entry each time that one is added, and writes anew every entry of the weight 1, by which
it knows new ones. A Chinese title is one word to PostgreSQL, so that is nearly all of them: on a site of twenty thousand pages nine
tenths of what an import does, and felt at every save.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Avg, F, Model
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend, get_content_type_pk

TITLES_AVERAGED = 500
"""The newest entries, whose titles stand for those of all when new ones are weighed against the average length."""


class CourtIndex(PostgresIndex):
    """Weighs the titles of what was just added, and those of the whole table only when it is rebuilt."""

    _added: tuple[int, list[str]] = (0, [])

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        self._added = get_content_type_pk(model), [str(obj.pk) for obj in objs]
        super().add_items(model, objs)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """The same measure as Wagtail's: the average length of titles over that of the title at hand."""
        if full:
            super()._refresh_title_norms(full=True)
            return
        newest = self.entries.order_by("-pk")[:TITLES_AVERAGED]
        titled = self.entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
        average = titled.filter(pk__in=newest.values("pk")).aggregate(average=Avg("title_length"))["average"]
        content_type, keys = self._added
        titled.filter(content_type_id=content_type, object_id__in=keys).update(title_norm=average / F("title_length"))


class SearchBackend(PostgresSearchBackend):
    """What `WAGTAILSEARCH_BACKENDS` names."""

    index_class: Any = CourtIndex
