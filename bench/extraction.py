"""Extraction on real pages of sites that no rule was made for, beside trafilatura, readability-lxml and GeneralNewsExtractor.

    python -m bench.extraction FOLDER [--half tuning|held-out] [--worst N]

`FOLDER` (or `PAGES`) holds the public sets that `bench.support.page_sets` names and says how to get; those that are missing are left out.
Sites are split by a hash of their domain. Rules are made by looking at the tuning half alone; the held-out half says whether they
hold elsewhere. Titles are right where letters and digits are the same, dates where the day is; body text is measured by shingles.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench.support.extractors import WAYS, quiet, versions
from bench.support.page_sets import TruePage, page_sets
from bench.support.platform import scratch_folder
from bench.support.shingles import Overlap, agreement, f1, overlap
from bench.support.tables import show

HALVES = ("tuning", "held-out")
NO_PAGES = "No pages: name the folder that holds the sets (FOLDER or PAGES); bench/support/page_sets.py says where to get them."


class Score(NamedTuple):
    """How one way did on one page; None where the set does not say what is right."""

    name: str
    title: bool | None
    day: bool | None
    body: Overlap | None


def main() -> None:
    order = _arguments()
    if order.folder is None:
        print(NO_PAGES)
        return
    scores: dict[str, dict[str, dict[str, list[Score]]]] = defaultdict(lambda: defaultdict(dict))
    sizes: dict[tuple[str, str], str] = {}
    with scratch_folder(), ProcessPoolExecutor(initializer=quiet) as workers:
        for name, pages in page_sets(order.folder):
            for half in order.half:
                chosen = [page for page in pages if page.held_out == (half == "held-out")]
                sizes[half, name] = f"{len(chosen)} pages, {len({page.site for page in chosen})} sites"
                for way in WAYS:
                    scores[half][name][way] = list(workers.map(score, [way] * len(chosen), chosen, chunksize=8))
    for half, by_set in scores.items():
        show(f"Extraction, {half} half of the sites", _COLUMNS, list(_rows(half, by_set, sizes)), versions())
        _show_worst(by_set, order.worst)


def score(way: str, page: TruePage) -> Score:
    """Read a page one way and hold it against the truth."""
    found = WAYS[way](page)
    return Score(
        page.name,
        None if page.title is None else _letters(found.title) == _letters(page.title),
        None if page.day is None else found.day == page.day,
        None if page.body is None else overlap(found.body, page.body),
    )


_COLUMNS = ("", "titles", "dates", "precision", "recall", "body F1")


def _rows(
    half: str, by_set: dict[str, dict[str, list[Score]]], sizes: dict[tuple[str, str], str]
) -> Iterator[tuple[str, ...]]:
    for name, by_way in by_set.items():
        yield (f"{name}: {sizes[half, name]}", *[""] * 5)
        for way, scores in by_way.items():
            yield (f"  {way}", *_measures(scores))
    yield ("all", *[""] * 5)
    for way in WAYS:
        yield (f"  {way}", *_measures([each for by_way in by_set.values() for each in by_way[way]]))


def _measures(scores: list[Score]) -> tuple[str, ...]:
    bodies = [each.body for each in scores if each.body is not None]
    measured = agreement(bodies)
    return (
        _share(each.title for each in scores),
        _share(each.day for each in scores),
        *(f"{value:.3f}" if bodies else "" for value in measured),
    )


def _share(verdicts: Iterable[bool | None]) -> str:
    known = [verdict for verdict in verdicts if verdict is not None]
    return f"{sum(known) / len(known):.1%} of {len(known)}" if known else ""


def _show_worst(by_set: dict[str, dict[str, list[Score]]], number: int) -> None:
    """The pages where ours is furthest behind the best of its peers, to look at."""
    for name, by_way in by_set.items():
        ours = [f1(each.body) for each in by_way["ours"] if each.body]
        names = [each.name for each in by_way["ours"] if each.body]
        best = [max(f1(each.body) for each in row if each.body) for row in zip(*_peers(by_way), strict=True)]
        behind = sorted(zip(names, ours, best, strict=True), key=lambda row: row[1] - row[2])[:number]
        for page, own, peer in behind:
            print(f"{name} {page}: {own:.3f}, best of the peers {peer:.3f}")


def _peers(by_way: dict[str, list[Score]]) -> list[list[Score]]:
    return [[each for each in scores if each.body] for way, scores in by_way.items() if way != "ours"]


def _letters(text: str) -> str:
    from sites.legacy.prose import fingerprint

    return fingerprint(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("PAGES"))
    parser.add_argument("--half", choices=HALVES, nargs="+", default=list(HALVES))
    parser.add_argument(
        "--worst", type=int, default=0, help="show this many pages of each set where ours is furthest behind"
    )
    order = parser.parse_args()
    if order.folder and not Path(order.folder).is_dir():
        parser.error(f"{order.folder} is no folder")
    order.folder = Path(order.folder) if order.folder else None
    return order


if __name__ == "__main__":
    main()
