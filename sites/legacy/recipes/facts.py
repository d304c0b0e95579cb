"""Where dates, sources, authors and editors stand: places at which, page after page, something stands that reads as one.

Every element that could hold a fact is a vote for its place. A place wins by the share of pages that have something there, by a label
in front of it, by standing near the title, and, for dates, by saying something else on other pages: the date of today does not.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from lxml.html import HtmlElement

from sites.legacy.bodies import names_of
from sites.legacy.dates import find_date
from sites.legacy.documents import squeeze, text_of
from sites.legacy.metalines import MetaLine, looks_like_meta_line, read_meta_line
from sites.legacy.prose import fingerprint, lines_of
from sites.legacy.recipes.values import date_at, named_at
from sites.legacy.skeletons import place_of

_LINE, _DATE_LINE = 300, 120
_END, _HEAD = 0.75, 15
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 100
_TELLING = re.compile(r"[\d:：年]|By ", re.I)
_SILENT = MetaLine()
_LEAST, _LEAST_FIRST, _MOST = 0.15, 0.25, 3
_NAMES = {
    "source": re.compile(r"(?:^|[\s_-])(?:source|laiyuan|ly|origin|from)(?:$|[\s_-])", re.I),
    "author": re.compile(r"(?:^|[\s_-])(?:author|writer|zuozhe|zz)(?:$|[\s_-])", re.I),
    "editor": re.compile(r"(?:^|[\s_-])(?:editor|bianji|zrbj|bj|compile)(?:$|[\s_-])", re.I),
}
_LABEL = {
    "source": re.compile(r"^(?:信息|稿件|文章)?来\s*源\s*[:：]?$"),
    "author": re.compile(r"^作\s*者\s*[:：]?$"),
    "editor": re.compile(r"^(?:责任编辑|责\s*编|编\s*辑)\s*[:：]?$"),
}
_FRAMES = frozenset({"a", "h1", "h2", "h3", "li", "nav", "footer"})
_OFFICE = re.compile(r"^[\u4e00-\u9fff·（）()]{2,20}(?:院|庭|室|局|处|科|网|报|社|办|办公室|中心|队|部|台|委|厅)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A short element outside of the text: how near it is to the title (0 to 1), what it says, and what its labels say. `ends` where it
    is among the last of the body, where editors are named and notices dated."""

    element: HtmlElement
    near: float
    text: str
    own: str
    meta: MetaLine
    ends: bool


@dataclass(frozen=True, slots=True)
class _Vote:
    value: object
    weight: float


def date_places(pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """Where the date of publication stands, likeliest first. `pages` are the lines of each."""
    return _elected([_votes(lines, _date_vote) for lines in pages], varying=True)


def title_places(pages: Sequence[Sequence[Line]], furniture: Collection[str]) -> tuple[str, ...]:
    """Where a title stands that no head names and no heading shows: the line above the text that is another on every page."""
    return _elected([_votes(lines, partial(_title_vote, furniture=furniture)) for lines in pages], varying=True)


def named_places(name: str, pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """Where the source, the author or the editor stands, likeliest first."""
    return _elected([_votes(lines, partial(_name_vote, name=name)) for lines in pages], varying=False)


def lines_around(root: HtmlElement, title: HtmlElement | None, body: HtmlElement | None) -> list[Line]:
    """The short elements of a page that may hold a fact: all outside of the body, and those at its head and end."""
    whole = root.find("body")
    elements = [element for element in (whole if whole is not None else root).iter() if isinstance(element.tag, str)]
    order = {element: position for position, element in enumerate(elements)}
    first = order.get(body, len(elements)) if body is not None else len(elements)
    last = first + (sum(1 for _ in body.iter()) if body is not None else 0)
    heading = order.get(title, first) if title is not None else first
    head = max(first, heading + _HEAD if heading > first else first)
    sizes = _sizes(elements)
    lines = []
    for position, element in enumerate(elements):
        near = _nearness(position, heading, head, last)
        if (
            near
            and element is not title
            and 0 < sizes[element] <= 2 * _LINE
            and (text := text_of(element))
            and len(text) <= _LINE
        ):
            own = squeeze(" ".join([element.text or "", *(child.tail or "" for child in element)]))
            meta = read_meta_line(lines_of(element)) if _TELLING.search(text) else _SILENT
            lines.append(Line(element, near, text, own, meta, near == _END))
    return lines


def _sizes(elements: Sequence[HtmlElement]) -> dict[HtmlElement, int]:
    """How many characters each element holds; a `time` without any still shows its stamp."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(elements):
        below = sum(sizes.get(child, 0) + len(child.tail or "") for child in element)
        sizes[element] = len(element.text or "") + below
    return sizes


def _nearness(position: int, heading: int, head: int, last: int) -> float:
    """1 from the title to the text, less below and above; 0 amid the text, which holds no facts of the page."""
    if heading <= position < head:
        return 1.0
    if head <= position < last:
        return _END if position >= last - 8 else 0.0
    if last <= position <= last + 12:
        return 0.85
    return 0.8 if heading - 12 <= position < heading else 0.3


def _elected(ballots: Sequence[dict[str, _Vote]], *, varying: bool) -> tuple[str, ...]:
    """The best place of all pages, then the best for the pages that it leaves open, and so on."""
    open_pages = list(ballots)
    chosen: list[str] = []
    while open_pages and len(chosen) < _MOST:
        best, score = max(
            _scores(open_pages, varying=varying).items(), key=lambda each: (each[1], each[0]), default=("", 0.0)
        )
        share = score * len(open_pages) / len(ballots)
        if share < (_LEAST if chosen else _LEAST_FIRST):
            break
        chosen.append(best)
        open_pages = [ballot for ballot in open_pages if best not in ballot]
    return tuple(chosen)


def _scores(ballots: Sequence[dict[str, _Vote]], *, varying: bool) -> dict[str, float]:
    votes: dict[str, list[_Vote]] = defaultdict(list)
    for ballot in ballots:
        for place, vote in ballot.items():
            votes[place].append(vote)
    return {
        place: sum(vote.weight for vote in cast) / len(ballots)
        for place, cast in votes.items()
        if not varying or len(cast) < 3 or len({vote.value for vote in cast}) > 1
    }


def _votes(lines: Sequence[Line], read: Callable[[Line], _Vote | None]) -> dict[str, _Vote]:
    """A vote for each place on a page that holds the fact, by the innermost element that does."""
    found = {
        line.element: _Vote(vote.value, vote.weight * line.near) for line in lines if (vote := read(line)) is not None
    }
    outer = {
        holder
        for element, vote in found.items()
        for holder in element.iterancestors()
        if holder in found and vote.weight >= found[holder].weight
    }
    ballot: dict[str, _Vote] = {}
    for element, vote in found.items():
        if element not in outer:
            ballot.setdefault(place_of(element), vote)
    return ballot


def _date_vote(line: Line) -> _Vote | None:
    if line.ends and not line.meta.dated:
        return None  # a notice's own date: part of its text, and found there by the general reader
    if line.element.tag == "time" and (moment := date_at(line.element)) is not None:
        return _Vote(moment, 1.0)
    if len(line.own) > _DATE_LINE or find_date(line.own) is None:
        return None
    return _Vote(find_date(line.own), 1.0 if line.meta.dated else 0.9 if len(line.own) <= 20 else 0.75)


def _title_vote(line: Line, furniture: Collection[str]) -> _Vote | None:
    element, meta = line.element, line.meta
    if (
        line.ends
        or not _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE
        or meta.published
        or meta.source
        or meta.author
        or meta.editor
    ):
        return None
    if looks_like_meta_line(line.text) or element.find(".//a") is not None or not _standalone(element):
        return None
    mark = fingerprint(line.text)
    return _Vote(mark, 0.9) if mark and mark not in furniture else None


def _name_vote(line: Line, name: str) -> _Vote | None:
    if value := getattr(line.meta, name):
        return _Vote(value, 1.0)
    element, text = line.element, line.text
    if len(element) or len(text) > 40 or element.tag == "a" or line.ends or find_date(text):
        return None
    before = element.getprevious()
    if before is not None and before.tag == element.tag and _LABEL[name].match(text_of(before)):
        return _Vote(text, 0.95)
    if _NAMES[name].search(names_of(element)) and (value := named_at(element, name)):
        return _Vote(value, 0.9)
    return _Vote(text, 0.6) if name == "source" and _OFFICE.match(text) and _standalone(element) else None


def _standalone(element: HtmlElement) -> bool:
    """Whether an element is in no link and no heading, as an office's name beside a date is not."""
    return not any(holder.tag in _FRAMES for holder in (element, *element.iterancestors()))
