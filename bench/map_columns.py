"""Proposals for old columns: how often column and catalogue item are right, beside names compared by difflib in the same run.

    python -m bench.map_columns

The labelled columns are those of tests/unit/legacy/mapping/old_columns.txt; every third is held out and never tuned to. The peer takes
the new column, and of the 45 items the one, whose name is most like the old column's; it says to be as sure as the two are alike.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from time import process_time
from typing import TYPE_CHECKING

from bench.support.platform import scratch_folder
from bench.support.tables import ratio, show

if TYPE_CHECKING:
    from sites.legacy.mapping.proposals import Candidate, Proposal
    from tests.unit.legacy.mapping.labelled import Labelled

Articles = Sequence[tuple[str, str]]
Propose = Callable[[Sequence[str], Articles, Sequence["Candidate"]], "Proposal"]
SURE = 0.8


def main() -> None:
    with scratch_folder():
        from sites.legacy.mapping.proposals import propose
        from tests.unit.legacy.mapping.labelled import labelled_columns

        stock = labelled_columns()
        held_out = [case for case in stock if case.held_out]
        sets = {
            "tuned to": [case for case in stock if not case.held_out],
            "held out": held_out,
            "held out, half of the titles foreign": mixed(held_out, stock),
            "held out, names alone": [replace(case, titles=()) for case in held_out],
        }
        rows = [row(name, cases, propose) for name, cases in sets.items()]
    show(
        "Proposals for old columns, column and catalogue item both right",
        ("", "columns", "right", "where sure", "difflib", "where sure", "ratio", "a second"),
        rows,
        f"Sure: a confidence of {SURE} or more. difflib knows names alone, so titles do not change its numbers.",
    )


def row(name: str, cases: "Sequence[Labelled]", ours: Propose) -> tuple[object, ...]:
    """How both did on the same columns; `a second` are our proposals by processor time."""
    began = process_time()
    right, sure = measured(cases, ours)
    spent = process_time() - began
    peer_right, peer_sure = measured(cases, by_names)
    times, speed = ratio(right, peer_right), len(cases) / spent
    return name, len(cases), f"{right:.1%}", sure, f"{peer_right:.1%}", peer_sure, times, speed


def measured(cases: "Sequence[Labelled]", propose: Propose) -> tuple[float, str]:
    """The share that is right, and that of the proposals that call themselves sure with their number."""
    from tests.unit.legacy.mapping.labelled import candidates

    proposals = [(case, propose(case.names, case.articles, candidates(case.level))) for case in cases]
    judged = [(proposal.confidence >= SURE, case.is_right(proposal)) for case, proposal in proposals]
    sure = [right for is_sure, right in judged if is_sure]
    overall = sum(right for _is_sure, right in judged) / len(judged)
    return overall, f"{sum(sure) / len(sure):.1%} of {len(sure)}" if sure else "none"


def by_names(names: Sequence[str], _articles: Articles, candidates: "Sequence[Candidate]") -> "Proposal":
    """What the standard library alone proposes."""
    from federation.catalogue.items import ITEMS
    from sites.legacy.mapping.proposals import Proposal

    column = max(candidates, key=lambda each: alike(names[-1], each.title))
    item = column.catalogue_item or max(ITEMS, key=lambda each: alike(names[-1], each.name)).code
    return Proposal(column, "", item, alike(names[-1], column.title), ())


def alike(name: str, other: str) -> float:
    """0 to 1."""
    return SequenceMatcher(None, name, other, autojunk=False).ratio()


def mixed(cases: "Sequence[Labelled]", stock: "Sequence[Labelled]") -> "list[Labelled]":
    """The same columns, every second title replaced by one that stands under a column of another item."""
    chance = random.Random(11)
    return [
        replace(
            case,
            titles=tuple(
                chance.choice([title for other in stock if other.item != case.item for title in other.titles])
                if place % 2
                else title
                for place, title in enumerate(case.titles)
            ),
        )
        for case in cases
    ]


if __name__ == "__main__":
    main()
