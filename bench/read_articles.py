"""Reading the articles of captures, beside trafilatura over the same pages.

Ours reads the whole archive: it also sorts out lists, joins pages, folds copies and judges every address. Trafilatura is
given the articles' first pages alone, already out of the archive.

Each reader by itself is measured on pages in the shape of its family (`READER_PAGES`, 300), in one process, from the bytes of a page to its
title, date and clean text, as trafilatura is. `read by it` is the share of pages that went to that reader among all. Where the builder of a site says what is on it, right
titles, dates and texts are counted too: a title with the site's name behind it is not right, and a text is if it shares
nine tenths of its characters with the original.
"""

import logging
import os
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from bench.support.captures import Input, inputs
from bench.support.family_pages import SHAPES, FamilyPage, Shape, pages_of
from bench.support.platform import scratch_folder
from bench.support.tables import ratio, show

ROUNDS = 3
LIKE = 0.9
READER_PAGES = int(os.environ.get("READER_PAGES") or 300)
SAMPLES = 36


class Read(NamedTuple):
    """What was read of one article: `day` is YYYY-MM-DD, empty where none was found."""

    title: str
    day: str
    text: str


NOTHING = Read("", "", "")
Way = Callable[[Input], tuple[float, dict[str, Read]]]


def main() -> None:
    rows = []
    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it reports every page that names a wrong charset
    with scratch_folder() as folder:
        for source in inputs(folder):
            rows.extend(measure(source))
    show(
        f"Reading by each reader, {READER_PAGES} pages of its family, median of {ROUNDS} rounds",
        ("", "read by it", "a second", "to trafilatura", "right titles", "right dates", "right texts"),
        [row for shape in SHAPES for row in measure_reader(shape)],
    )
    show(
        f"Reading articles of whole sites, median of {ROUNDS} rounds",
        ("", "articles", "a second", "to trafilatura", "right titles", "right dates", "right texts"),
        rows,
    )


def measure(source: Input) -> Iterator[tuple[object, ...]]:
    """A row for each way, its rounds in turn with the other's."""
    took: dict[str, list[float]] = {"ours": [], "trafilatura": []}
    read: dict[str, dict[str, Read]] = {}
    for _ in range(ROUNDS):
        seconds, read["ours"] = by_ours(source)
        took["ours"].append(seconds)
        seconds, read["trafilatura"] = by_trafilatura(source, list(read["ours"]))
        took["trafilatura"].append(seconds)
    rates = {way: len(read[way]) / median(took[way]) for way in took}
    for way in took:
        yield (
            f"{source.name}: {way}",
            len(read[way]),
            rates[way],
            ratio(rates[way], rates["trafilatura"]),
            *shares(source.truth, read[way]),
        )


def measure_reader(shape: Shape) -> Iterator[tuple[object, ...]]:
    """Two rows: the readers of the project, and trafilatura on the same bytes."""
    pages = list(pages_of(shape, READER_PAGES))
    ways = {"ours": reader_of(pages), "trafilatura": trafilatura_read}
    took: dict[str, list[float]] = {way: [] for way in ways}
    read: dict[str, list[tuple[str, Read]]] = {}
    for _ in range(ROUNDS):
        for way, one in ways.items():
            began = perf_counter()
            read[way] = [one(page) for page in pages]
            took[way].append(perf_counter() - began)
    truth = [
        {"url": page.url, "other_urls": [], "title": page.title, "published": page.published, "text": page.text}
        for page in pages
    ]
    rates = {way: len(pages) / median(took[way]) for way in ways}
    for way in ways:
        by_url = {page.url: found for page, (_, found) in zip(pages, read[way], strict=True)}
        own = sum(reader == shape.reader for reader, _ in read[way]) / len(pages)
        yield (
            f"{shape.name}: {way}",
            f"{own:.0%}" if way == "ours" else "",
            rates[way],
            ratio(rates[way], rates["trafilatura"]),
            *shares(truth, by_url),
        )


def reader_of(pages: list[FamilyPage]) -> Callable[[FamilyPage], tuple[str, Read]]:
    """Reads a page as `Reading` does, with layouts learned from samples beforehand; gives the reader's name and what it read."""
    from sites.legacy.answers import CapturedPage
    from sites.legacy.layouts import Layouts
    from sites.legacy.pages import ReadPage, open_page, read_page
    from sites.legacy.reading import family_readers
    from sites.legacy.recipes.learning import learn_recipe

    answers = {page.url: CapturedPage(page.url, 200, "text/html", "", page.body, "", None, True) for page in pages}
    samples = [open_page(answers[page.url]) for page in pages[:: max(1, len(pages) // SAMPLES)]]
    readers = family_readers(Layouts.of(learn_recipe(samples), samples))

    def read(page: FamilyPage) -> tuple[str, Read]:
        found = read_page(answers[page.url], readers, frozenset())
        if not isinstance(found, ReadPage):
            return "", NOTHING
        content = found.content
        return content.reader, Read(content.title, str(content.published or "")[:10], content.body.text)

    return read


def trafilatura_read(page: FamilyPage) -> tuple[str, Read]:
    """What trafilatura makes of the same bytes."""
    import trafilatura

    found = trafilatura.bare_extraction(page.body, url=page.url, include_comments=False, with_metadata=True)
    return "trafilatura", Read(found.title or "", found.date or "", found.text or "") if found else NOTHING


def by_ours(source: Input) -> tuple[float, dict[str, Read]]:
    """Seconds, and what was read by address."""
    from sites.legacy.captures import Capture
    from sites.legacy.reading import Reading

    began = perf_counter()
    with TemporaryDirectory() as work, Capture(source.capture, work=Path(work)) as capture, Reading(capture) as reading:
        articles = list(reading.articles())
        seconds = perf_counter() - began
    return seconds, {
        article.url: Read(article.title, str(article.published or "")[:10], article.body_text) for article in articles
    }


def by_trafilatura(source: Input, urls: list[str]) -> tuple[float, dict[str, Read]]:
    """Seconds for extraction alone, and what was read by address."""
    import trafilatura

    from sites.legacy.captures import Capture

    wanted = set(urls)
    with Capture(source.capture) as capture:
        pages = [(each.url, capture.read(each).body) for each in capture if each.url in wanted]
    began = perf_counter()
    documents = [
        (url, trafilatura.bare_extraction(body, url=url, include_comments=False, with_metadata=True))
        for url, body in pages
    ]
    seconds = perf_counter() - began
    return seconds, {
        url: Read(found.title or "", found.date or "", found.text or "") if found else NOTHING
        for url, found in documents
    }


def shares(truth: list[dict[str, Any]], read: dict[str, Read]) -> tuple[str, str, str]:
    """Right titles, dates and texts among all articles that should have been read; an article not found is not right."""
    if not truth:
        return "", "", ""
    pairs = [(article, _any_of(article, read) or NOTHING) for article in truth]
    right = (
        sum(found.title == article["title"] for article, found in pairs),
        sum(found.day == article["published"][:10] for article, found in pairs),
        sum(_alike(found.text, article["text"]) for article, found in pairs),
    )
    title, day, text = (f"{count / len(truth):.0%}" for count in right)
    return title, day, text


def _any_of(article: dict[str, Any], read: dict[str, Read]) -> Read | None:
    return next((read[url] for url in (article["url"], *article["other_urls"]) if url in read), None)


def _alike(one: str, other: str) -> bool:
    left, right = "".join(one.split()), "".join(other.split())
    return SequenceMatcher(None, left, right, autojunk=False).quick_ratio() >= LIKE


if __name__ == "__main__":
    main()
