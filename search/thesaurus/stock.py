"""The first stock of the thesaurus, which the platform ships (data/stock.txt)."""

from collections.abc import Iterator
from pathlib import Path

from search.query.thesaurus import Meaning
from search.thesaurus.models import SpokenTerm

STOCK = Path(__file__).parent / "data" / "stock.txt"


def stock() -> Iterator[Meaning]:
    """Every entry: a line `term、term = same、same ~ near、near`, of which either half may be missing."""
    for line in STOCK.read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            rest, _, near = entry.partition("~")
            terms, _, same = rest.partition("=")
            for term in _words(terms):
                yield Meaning(term, tuple(word for word in _words(same) if word != term), _words(near))


def load_stock() -> int:
    """Put in what the table lacks, and leave alone what is there, edited or out of use. Returns how many were put in."""
    known = frozenset(SpokenTerm.objects.values_list("term", flat=True))
    missing = [
        SpokenTerm(term=each.term, same="\n".join(each.same), near="\n".join(each.near))
        for each in stock()
        if each.term not in known
    ]
    return len(SpokenTerm.objects.bulk_create(missing))


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split("、")))))
