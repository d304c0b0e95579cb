"""The blocks of a region, measured."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from sites.legacy.documents import text_of
from sites.legacy.files import attachment_type
from sites.legacy.flows import text_lines
from sites.legacy.prose import fingerprint
from sites.legacy.pruning import PLAYED
from sites.legacy.second_opinion import LONG, share_among
from sites.legacy.weighing.regions import Place, Region

WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


@dataclass(frozen=True)
class Block:
    """A rebuilt block and the element it was read from."""

    element: HtmlElement
    origin: HtmlElement
    place: Place
    lines: tuple[str, ...]
    seconded: float
    """The share of its text that another program takes for the article's too."""

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())

    @cached_property
    def print(self) -> str:
        return fingerprint(self.text)

    @cached_property
    def words(self) -> int:
        return len(WORD.findall(self.text))

    @cached_property
    def link_density(self) -> float:
        linked = sum(len(text_of(link)) for link in self.element.iter("a"))
        return min(1.0, linked / max(1, len(self.text)))

    @cached_property
    def is_bold(self) -> bool:
        return len(self.text) < 200 and any(text_of(part) == self.text for part in self.element.iter("strong"))

    @property
    def is_heading(self) -> bool:
        return self.element.tag[0] == "h"

    @cached_property
    def has_picture(self) -> bool:
        return self.element.find(".//img") is not None

    @property
    def by_rule(self) -> bool:
        """Whether our rules take it for text."""
        return self.place.up == 0 and not self.place.doubt

    @cached_property
    def is_precious(self) -> bool:
        """Whether it holds what must not be lost: a table, a picture, a file, a film."""
        if self.element.tag == "table" or self.has_picture:
            return True
        links = self.element.iter("a")
        return any(attachment_type(link.get("href") or "") or text_of(link) in PLAYED for link in links)


def measure(rebuilt: Sequence[HtmlElement], region: Region, seconded: Collection[str]) -> list[Block]:
    """The blocks with their places. `seconded` are fingerprints of the lines that another program takes for the text."""
    long = [line for line in seconded if len(line) >= LONG]
    blocks = []
    for element in rebuilt:
        origin = region.origin_of(element)
        lines = tuple(text_lines(element))
        blocks.append(Block(element, origin, region.place_of(origin), lines, _share(lines, seconded, long)))
    return blocks


def _share(lines: Sequence[str], seconded: Collection[str], long: Sequence[str]) -> float:
    prints = [print_ for line in lines if (print_ := fingerprint(line))]
    whole = "".join(prints)
    if not whole:
        return 0.0
    if whole in seconded:
        return 1.0
    return sum(len(each) * _share_of_line(each, seconded, long) for each in prints) / len(whole)


def _share_of_line(print_: str, seconded: Collection[str], long: Sequence[str]) -> float:
    if print_ in seconded:
        return 1.0
    return share_among(long, print_) if len(print_) >= LONG else 0.0
