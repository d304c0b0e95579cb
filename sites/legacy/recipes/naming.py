"""Says a learned place as briefly as it can be said: `div.title > h1` instead of seven steps from the top of the page."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from sites.legacy.documents import Document
from sites.legacy.recipes.places import LIMIT, PlaceInvalid, found_at
from sites.legacy.skeletons import selectors_of

_HOLDERS = 4
_TELLING = frozenset({"h1", "h2", "h3", "article", "main", "time"})


def brief(path: str, documents: Sequence[Document]) -> str:
    """The shortest place that finds on every page what the given XPath finds there, and nothing before it."""
    wanted = [(document, found[0]) for document in documents if (found := found_at(path, document.root))]
    if not wanted:
        return path
    for candidate in _candidates(wanted[0][1]):
        if len(candidate) <= LIMIT and all(_only(candidate, document, element) for document, element in wanted):
            return candidate
    return path


def usable(path: str) -> bool:
    """Whether a learned XPath may stand in a recipe: a name with quotes, or one that is endless, may not."""
    try:
        found_at(path, HtmlElement())
    except PlaceInvalid:
        return False
    return True


def _only(candidate: str, document: Document, element: HtmlElement) -> bool:
    found = found_at(candidate, document.root)
    return len(found) == 1 and found[0] is element


def _candidates(element: HtmlElement) -> Iterator[str]:
    """From the most telling to the most exact: its own names, its tag, and both below the names of what holds it."""
    named = list(selectors_of(element))
    own = [*named, element.tag]
    yield from named
    if element.tag in _TELLING:
        yield element.tag
    holder, steps = element.getparent(), 0
    while holder is not None and holder.tag not in ("body", "html") and steps < _HOLDERS:
        for name in selectors_of(holder):
            for simple in own:
                yield f"{name} {'> ' if steps == 0 else ''}{simple}"
            if steps == 0:
                yield f"{name} > {element.tag}:nth-of-type({_position(element)})"
        holder, steps = holder.getparent(), steps + 1


def _position(element: HtmlElement) -> int:
    return min(99, 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True)))
