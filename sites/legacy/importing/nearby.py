"""The next best place to look for what an old address no longer shows."""

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Count
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from sites.legacy.importing.outcomes import Outcome
from sites.legacy.models import ImportedArticle, OldAddress
from sites.pages.models import HomePage

REMEMBERED = 10_000
CLEARLY_MORE = 2


class Nearby:
    """Finds the column of an address by the folder it lies in, upwards to the home page. One for each import.

    It reads the rows of lists and articles, so it is asked once those are there.
    """

    def __init__(self, home: HomePage) -> None:
        self._home = home
        self._in_folder = lru_cache(maxsize=REMEMBERED)(_column_of_folder)

    def page_id(self, key: str) -> int:
        """The page to suggest for the address with this key."""
        folder = key.partition("?")[0].rpartition("/")[0]
        while folder.strip("/"):
            if (found := self._in_folder(folder)) is not None:
                return found
            folder = folder.rpartition("/")[0]
        return int(self._home.pk)


def pages_with_titles(titles: Iterable[str]) -> dict[str, int]:
    """Pages of imported articles by title, where only one has it."""
    wanted = ImportedArticle.objects.filter(title__in=set(titles), page__isnull=False)
    found: dict[str, list[int]] = {}
    for title, page in wanted.values_list("title", "page_id"):
        found.setdefault(title, []).append(page)
    return {title: pages[0] for title, pages in found.items() if len(pages) == 1}


def _column_of_folder(folder: str) -> int | None:
    """The column whose list stands in a folder, or that most articles of the folder went to, if one stands out."""
    listed = OldAddress.objects.filter(outcome=Outcome.LIST, page__isnull=False)
    own = listed.filter(key=folder).values_list("page_id", flat=True).first()
    if own is not None:
        return int(own)
    columns = set(listed.filter(key__startswith=f"{folder}/").values_list("page_id", flat=True).distinct()[:2])
    return columns.pop() if len(columns) == 1 else _column_of_most(folder)


def _column_of_most(folder: str) -> int | None:
    articles = OldAddress.objects.filter(outcome=Outcome.IMPORTED, key__startswith=f"{folder}/", page__isnull=False)
    parents = articles.annotate(above=Substr("page__path", 1, Length("page__path") - Page.steplen)).values_list("above")
    first, *others = parents.annotate(count=Count("pk")).order_by("-count", "above")[:2] or [("", 0)]
    if not first[1] or (others and others[0][1] * CLEARLY_MORE > first[1]):
        return None
    return Page.objects.filter(path=first[0]).values_list("pk", flat=True).first()
