"""The surroundings of a body that our rules have found, with what is known of the place of each element in them."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from sites.legacy.documents import Document, text_of
from sites.legacy.flows import ORIGIN
from sites.legacy.pruning import Doubt, holds_the_text, is_hidden, prune_controls
from sites.legacy.weighing.words import families_of

_CLIMB = 3
_TIMES, _MORE = 4, 2_000
_FAR = 9
_NAMING = ("class", "id", "role", "data-component")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands.

    `own`, `near` and `all` are the word families of its names, of those up to two levels above too, of all above too; `tags` those
    of it and all above. `doubt` says why it or what holds it is hardly text, 0 if nothing says so; `big` that what is doubted holds
    most of the region, so that the doubt does not count. It branches off `up` levels above the body (0 within it), and lies
    `down` levels below the branch.
    """

    own: int = 0
    near: int = 0
    all: int = 0
    tags: frozenset[str] = frozenset()
    hidden: bool = False
    doubt: int = 0
    big: bool = False
    up: int = _FAR
    down: int = 0


class Region:
    """A copy of the surroundings that only blocks are read from; its elements bear their numbers as ORIGIN.

    Controls are taken out of it, and what is doubted stays.
    """

    def __init__(self, root: HtmlElement, body: HtmlElement, document: Document) -> None:
        self.root = root
        self._elements = list(root.iter())
        for number, element in enumerate(self._elements):
            element.set(ORIGIN, str(number))
        climb: dict[HtmlElement, int] = {body: 0}
        for above in body.iterancestors():
            climb[above] = len(climb)
        doubts = prune_controls(root, document)
        everything = len(text_of(root)) or 1
        self._places: dict[HtmlElement, Place] = {}
        for element in root.iter():
            around = self._places.get(element.getparent(), Place())
            self._places[element] = _place(element, around, climb.get(element), doubts.get(element), everything)

    def origin_of(self, block: HtmlElement) -> HtmlElement:
        """The element that a rebuilt block was read from."""
        number = next((found for each in block.iter() if (found := each.get(ORIGIN))), "0")
        return self._elements[int(number)]

    def place_of(self, element: HtmlElement) -> Place:
        """Where an element of the region stands."""
        return self._places[element]


def region_around(body: HtmlElement) -> HtmlElement:
    """The widest of the next elements above a body that does not hold far more than it."""
    most = _TIMES * (len(text_of(body)) or 1) + _MORE
    widest = body
    for above in list(body.iterancestors())[:_CLIMB]:
        if above.tag == "html" or len(text_of(above)) > most:
            break
        widest = above
    return widest


def _place(element: HtmlElement, around: Place, climb: int | None, doubt: Doubt | None, everything: int) -> Place:
    own = 0
    if element.tag not in ("body", "html"):
        own = families_of(" ".join(filter(None, (element.get(name) for name in _NAMING))))
    big = doubt is not None and holds_the_text(element, everything)
    return Place(
        own=own,
        near=own | around.own | around.near,
        all=own | around.all,
        tags=around.tags | {element.tag},
        hidden=around.hidden or is_hidden(element),
        doubt=doubt if doubt and not big else around.doubt,
        big=big or around.big,
        up=around.up if climb is None else climb,
        down=around.down + 1 if climb is None else 0,
    )
