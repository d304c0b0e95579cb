"""Importing the articles of a capture, beside a plain loop of Wagtail's `add_child` over the same articles.

Articles are taken in rounds of fifty. In each round every way creates the same articles, each in a court site of its own,
in changing order. What an import does for an article is all timed: its files, its body, its old address. Of the peers
only the saving is timed: their pages are prepared beforehand.
"""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.support.captures import largest
from bench.support.platform import scratch_platform
from bench.support.tables import middle, ratio, show

ARTICLES = int(os.environ.get("ARTICLES", "600"))
A_ROUND = 50
IMPORT, ADD_CHILD, PUBLISHED = "import of articles", "add_child, a page at a time", "add_child, save_revision, publish"


def main() -> None:
    with scratch_platform() as folder:
        source = largest(folder)
        rates = measure(source.capture)
        whole, rows, created = measure_whole(source.capture)
    peer = middle(rates[ADD_CHILD])
    in_rounds = [
        (name, len(each), middle(each), min(each), max(each), ratio(middle(each), peer)) for name, each in rates.items()
    ]
    show(
        f"Articles created a second ({source.name}, rounds of {A_ROUND})",
        ("", "rounds", "median", "worst", "best", "to add_child"),
        [*in_rounds, ("whole import_capture, reading included", 1, whole, whole, whole, ratio(whole, peer))],
        f"The whole run read {rows} captured addresses and made {created} articles.",
    )


def measure(capture: Path) -> dict[str, list[float]]:
    """Articles a second of each round, by way."""
    from sites.legacy.reading import Reading
    from sites.legacy.sources.opening import open_source

    rates: dict[str, list[float]] = {IMPORT: [], ADD_CHILD: [], PUBLISHED: []}
    with open_source(capture) as opened, Reading(opened) as reading:
        ways = {
            IMPORT: Importing("京0101", opened),
            ADD_CHILD: Adding("京0102", opened, publish=False),
            PUBLISHED: Adding("京0105", opened, publish=True),
        }
        for number, articles in enumerate(_rounds(islice(reading.articles(), ARTICLES))):
            names = list(ways)
            for name in names[number % 3 :] + names[: number % 3]:
                rates[name].append(len(articles) / ways[name](articles))
    return rates


class Importing:
    """What `import_capture` does with articles once a source is read."""

    def __init__(self, code: str, source: Any) -> None:
        from sites.legacy.importing.importing import Importing as Import
        from sites.pages.models import HomePage

        self._enter = _open(code)
        with self._enter():
            self._import = Import(source, HomePage.objects.get(), publish=True)

    def __call__(self, articles: list[Any]) -> float:
        """Seconds for these articles."""
        with self._enter():
            began = perf_counter()
            self._import.articles.import_batch(articles)
            return perf_counter() - began


class Adding:
    """The same pages, bodies and columns through Wagtail's own way; search documents follow in both."""

    def __init__(self, code: str, source: Any, *, publish: bool) -> None:
        from sites.legacy.importing.importing import Importing as Import
        from sites.pages.models import HomePage

        self._enter, self._publish = _open(code), publish
        with self._enter():
            self._import = Import(source, HomePage.objects.get(), publish=not publish)

    def __call__(self, articles: list[Any]) -> float:
        """Seconds for saving these articles. What must not go public stays a draft here too."""
        from sites.publishing.review.models import Release
        from sites.publishing.review.releasing import publishing_as

        with self._enter(), publishing_as(Release.Ground.IMPORT):
            prepared = [
                (self._import.columns.column(article.columns), self._import.preparer.prepare(article))
                for article in articles
            ]
            for column in {id(column): column for column, _ in prepared}.values():
                column.refresh_from_db()
            began = perf_counter()
            for column, each in prepared:
                column.add_child(instance=each.page)
                if self._publish and not each.findings:
                    each.page.save_revision().publish()
            return perf_counter() - began


def measure_whole(capture: Path) -> tuple[float, int, int]:
    """Articles a second from the archive to the last link, captured addresses, and articles."""
    from sites.legacy.importing.importing import import_capture
    from sites.legacy.reading import Reading
    from sites.legacy.sources.opening import open_source

    with _open("京0106")():
        began = perf_counter()
        with open_source(capture) as source, Reading(source) as reading:
            report = import_capture(source, reading, publish=True, progress=lambda *_: None)
        return report.created / (perf_counter() - began), report.addresses, report.created


def _open(code: str) -> Callable[[], Any]:
    from django_tenants.utils import schema_context

    from federation.courts.opening import open_site

    site = open_site(code=code, domain=f"c{abs(hash(code))}.localhost")
    return lambda: schema_context(site.schema_name)


def _rounds(articles: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(articles, A_ROUND)):
        if len(batch) == A_ROUND:
            yield batch


if __name__ == "__main__":
    main()
