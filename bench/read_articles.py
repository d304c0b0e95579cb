"""Reading the articles of captures, beside trafilatura over the same pages.

Ours reads the whole archive: it also sorts out lists, joins pages, folds copies and judges every address. Trafilatura is
given the articles' first pages alone, already out of the archive. Where the builder of a site says what is on it, right
titles, dates and texts are counted too: a title with the site's name behind it is not right, and a text is if it shares
nine tenths of its characters with the original.
"""

import logging
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from bench.support.captures import Input, inputs
from bench.support.platform import scratch_folder
from bench.support.tables import ratio, show

ROUNDS = 3
LIKE = 0.9


class Read(NamedTuple):
    """What was read of one article: `day` is YYYY-MM-DD, empty where none was found."""

    title: str
    day: str
    text: str


Way = Callable[[Input], tuple[float, dict[str, Read]]]


def main() -> None:
    rows = []
    with scratch_folder() as folder:
        for source in inputs(folder):
            rows.extend(measure(source))
    show(
        f"Reading articles, median of {ROUNDS} rounds",
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

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it reports every page that names a wrong charset
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
        url: Read(found.title or "", found.date or "", found.text or "") if found else Read("", "", "")
        for url, found in documents
    }


def shares(truth: list[dict[str, Any]], read: dict[str, Read]) -> tuple[str, str, str]:
    """Right titles, dates and texts among all articles that should have been read; an article not found is not right."""
    if not truth:
        return "", "", ""
    nothing = Read("", "", "")
    pairs = [(article, _any_of(article, read) or nothing) for article in truth]
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
