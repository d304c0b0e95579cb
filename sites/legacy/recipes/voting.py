"""From the elements that the rules for single pages point to, page by page, to the few places that a layout has."""

from collections import Counter
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from sites.legacy.documents import Document
from sites.legacy.metalines import looks_like_meta_line
from sites.legacy.prose import blocks_of, fingerprint
from sites.legacy.recipes.naming import usable
from sites.legacy.recipes.places import found_at
from sites.legacy.skeletons import place_of

Ballot = tuple[Document, HtmlElement | None]
_LEAST, _MOST = 0.15, 4
_NEARLY_ALL, _NEARLY_ALL_TEXT = 0.9, 0.97


def voted(ballots: Sequence[Ballot]) -> tuple[str, ...]:
    """The place of most elements, then that of most on the pages where the first is absent, and so on.

    A place that some pages alone vote for, though the first is there too, such as a wider body around a short text, is none.
    """
    everyone = sum(element is not None for _document, element in ballots)
    open_ballots, chosen = list(ballots), list[str]()
    while len(chosen) < _MOST:
        best, count = max(_counted(open_ballots).items(), key=lambda each: (each[1], each[0]), default=("", 0))
        if not best or count < _LEAST * everyone:
            break
        chosen.append(best)
        open_ballots = [ballot for ballot in open_ballots if not found_at(best, ballot[0].root)]
    return tuple(chosen)


def at_first(places: Sequence[str], document: Document) -> HtmlElement | None:
    """The element at the first of these places that is there."""
    return next((found[0] for place in places if (found := found_at(place, document.root))), None)


def narrowed(places: Sequence[str], ballots: Sequence[Ballot], furniture: Collection[str]) -> tuple[str, ...]:
    """Places of bodies, each replaced by the narrowest within it that some pages voted for and that loses no text anywhere."""
    documents = [document for document, _element in ballots]
    enough = _LEAST * len(ballots)
    rivals = sorted(
        (place for place, count in _counted(ballots).items() if count >= enough),
        key=lambda place: (-place.count("/"), place),
    )
    return tuple(dict.fromkeys(_narrowest(place, rivals, documents, furniture) for place in places))


def _narrowest(place: str, rivals: Sequence[str], documents: Sequence[Document], furniture: Collection[str]) -> str:
    held = {document.url: found[0] for document in documents if (found := found_at(place, document.root))}
    whole = sum(_running(element, furniture) for element in held.values())
    for rival in rivals:
        within = [
            found[0] for document in documents if document.url in held and (found := found_at(rival, document.root))
        ]
        kept = sum(_running(element, furniture) for element in within)
        inside = all(
            held_by in element.iterancestors()
            for held_by, element in zip(_holders(rival, documents, held), within, strict=True)
        )
        if inside and len(within) >= _NEARLY_ALL * len(held) and kept >= _NEARLY_ALL_TEXT * whole:
            return rival
    return place


def _holders(rival: str, documents: Sequence[Document], held: dict[str, HtmlElement]) -> list[HtmlElement]:
    return [held[document.url] for document in documents if document.url in held and found_at(rival, document.root)]


def _running(element: HtmlElement, furniture: Collection[str]) -> float:
    """How much running text an element holds, apart from what frames articles."""
    blocks = (block for block in blocks_of(element) if fingerprint(block.text) not in furniture)
    return sum(block.weight for block in blocks if not looks_like_meta_line(block.text))


def _counted(ballots: Sequence[Ballot]) -> Counter[str]:
    return Counter(
        place for _document, element in ballots if element is not None and usable(place := place_of(element))
    )
