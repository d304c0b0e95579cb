"""What tells blocks of an article from others: how each looks, says, stands, and what stands around it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from math import log1p

from lxml.html import HtmlElement

from sites.legacy.prose import HAN, fingerprint
from sites.legacy.weighing.blocks import WORD, Block
from sites.legacy.weighing.words import ANNOUNCING, NAMED, SAID

Traits = dict[str, float]
"""Numbers by the name of the trait."""

_ENDS = re.compile(r"[.!?。！？…；;][\"'”’)）\]]*$")
_COLON = re.compile(r"[:：]$")
_PUNCTUATION = re.compile(r"[,，、;；。.!?！？]")
_SENTENCE = re.compile(r"[.!?。！？](?=\s|$|[\u3400-\u9fff”\"])")
_CAPITAL = re.compile(r"\b[A-Z]")
_SMALL_WORD = re.compile(
    r"\b(?:the|of|and|to|in|that|is|was|for|with|on|as|are|have|de|la|que|le|les|et|der|die|und|en|un|das|ist|los|del)\b|[的了在是和]",
    re.I,
)
_BUILT = ("p", "h2", "h3", "h4", "h5", "ul", "ol", "table", "figure", "blockquote", "dl")
_READ = ("p", "div", "li", "td", "h1", "h2", "h3", "h4", "figcaption", "blockquote", "pre", "section", "article")
_HELD_BY = ("li", "header", "form", "footer", "aside", "nav")
_FAR, _MANY = 20, 30
_LEVELS = 4


class _Sums:
    """Blocks, words, seconded words and words in links below one element, or in blocks that look alike."""

    __slots__ = ("blocks", "linked", "seconded", "words")

    def __init__(self) -> None:
        self.blocks, self.words, self.seconded, self.linked = 0, 0, 0.0, 0.0

    def add(self, block: Block) -> None:
        self.blocks += 1
        self.words += block.words
        self.seconded += block.seconded * block.words
        self.linked += block.link_density * block.words

    def seconded_beside(self, block: Block) -> float:
        """The seconded share of the other words, -1 if there are none."""
        others = self.words - block.words
        return (self.seconded - block.seconded * block.words) / others if others > 0 else -1.0


class PageTraits:
    """The traits of the blocks of one page, which depend on each other."""

    def __init__(self, blocks: Sequence[Block], *, title: str, summary: str, chinese: bool) -> None:
        self._blocks = blocks
        self._title, self._summary, self._chinese = fingerprint(title), fingerprint(summary), chinese
        self._title_words = set(WORD.findall(title.casefold()))
        self._looks = [_look(block) for block in blocks]
        self._alike: dict[object, _Sums] = defaultdict(_Sums)
        self._below: dict[HtmlElement, _Sums] = defaultdict(_Sums)
        for block, look in zip(blocks, self._looks, strict=True):
            self._alike[look].add(block)
            for element in (block.origin, *_holders(block)):
                self._below[element].add(block)
        self._prints = Counter(block.print for block in blocks)
        self._all = _Sums()
        for block in blocks:
            self._all.add(block)
        self._own_words = sum(block.words for block in blocks if block.place.up == 0) or 1
        supported = [block.seconded > 0.5 and block.words >= 5 for block in blocks]
        self._supported = [number for number, holds in enumerate(supported) if holds]
        self._since, self._until = _distances(supported), _distances(supported[::-1])[::-1]

    def rows(self) -> list[Traits]:
        """The traits of each block, in order."""
        rows = []
        above = own_above = 0
        seconded_above = 0.0
        heading = _Heading()
        for number, block in enumerate(self._blocks):
            own = own_above / self._own_words if block.place.up == 0 else (-0.1 if own_above == 0 else 1.1)
            order = {
                "words_above": above / (self._all.words or 1),
                "seconded_above": seconded_above / (self._all.seconded or 1),
                "own_above": own,
            }
            rows.append(
                order | _of_itself(block) | self._of_the_page(number) | self._of_neighbours(number) | heading.traits()
            )
            heading.pass_by(block)
            above += block.words
            seconded_above += block.seconded * block.words
            own_above += block.words if block.place.up == 0 else 0
        return rows

    def _of_the_page(self, number: int) -> Traits:
        block, last = self._blocks[number], len(self._blocks)
        first_supported, last_supported = (self._supported or [last])[0], (self._supported or [-1])[-1]
        alike = self._alike[self._looks[number]]
        traits: Traits = {
            "position": number / last,
            "from_start": min(_MANY, number),
            "from_end": min(_MANY, last - number),
            "outside": min(_FAR, max(0, number - last_supported)) - min(_FAR, max(0, first_supported - number)),
            "since_supported": self._since[number],
            "until_supported": self._until[number],
            "repeated": min(5, self._prints[block.print]),
            "like_title": len(self._title_words & set(WORD.findall(block.text.casefold()))) / max(1, len(self._title_words))
            if block.words < 60
            else 0.0,
            "in_title": len(block.print) > 3 and block.print in self._title,
            "is_title": bool(self._title) and block.print == self._title,
            "is_summary": len(block.print) > 20 and (block.print in self._summary or len(self._summary) > 20 and self._summary in block.print),
            "chinese": self._chinese,
            "alike": log1p(alike.blocks),
            "alike_words": log1p(alike.words / alike.blocks),
            "alike_seconded": alike.seconded_beside(block),
        }  # fmt: skip
        holders = _holders(block)
        for level in range(_LEVELS):
            held = self._below.get(holders[level]) if level < len(holders) else None
            traits |= self._of_holder(level, held, block)
        return traits

    def _of_holder(self, level: int, held: _Sums | None, block: Block) -> Traits:
        names = ("blocks", "words", "links", "seconded", "share")
        values = (-1.0,) * len(names)
        if held is not None:
            values = (
                log1p(held.blocks),
                log1p(held.words / held.blocks),
                held.linked / max(1, held.words),
                held.seconded_beside(block),
                held.seconded / (self._all.seconded or 1),
            )
        return {f"up{level}_{name}": value for name, value in zip(names, values, strict=True)}

    def _of_neighbours(self, number: int) -> Traits:
        traits: Traits = {}
        for distance in (-3, -2, -1, 1, 2, 3):
            at = number + distance
            other = self._blocks[at] if 0 <= at < len(self._blocks) else None
            there = {
                "words": log1p(other.words) if other else -1,
                "links": other.link_density if other else -1,
                "seconded": other.seconded if other else -1,
            }
            if abs(distance) == 1:
                there |= {
                    "ends": bool(_ENDS.search(other.text)) if other else -1,
                    "alike": self._looks[at] == self._looks[number] if other else -1,
                    "heading": other.is_heading if other else -1,
                    "doubt": other.place.doubt if other else -1,
                    "own": other.place.up == 0 if other else -1,
                }
            traits |= {f"at{distance:+}_{name}": value for name, value in there.items()}
        return traits


class _Heading:
    """The heading above a block: how far away, whether it is seconded, what it announces."""

    def __init__(self) -> None:
        self._since = 50
        self._seconded = 0.0
        self._says: Traits = dict.fromkeys(ANNOUNCING, 0)

    def traits(self) -> Traits:
        said = {f"heading_{name}": value for name, value in self._says.items()}
        return {"since_heading": min(_MANY, self._since), "heading_seconded": self._seconded} | said

    def pass_by(self, block: Block) -> None:
        if not (block.is_heading or block.is_bold):
            self._since += 1
            return
        self._since, self._seconded = 0, block.seconded
        self._says = {name: len(SAID[name].findall(block.text[:300])) for name in ANNOUNCING}


def _of_itself(block: Block) -> Traits:
    text, words, place = block.text, max(1, block.words), block.place
    clip = text if len(text) < 300 else f"{text[:150]} {text[-150:]}"
    traits: Traits = {
        "words": log1p(block.words),
        "word_length": len(text) / words,
        "lines": min(_MANY, len(block.lines)),
        "links": block.link_density,
        "link_count": min(9, sum(1 for _ in block.element.iter("a"))),
        "seconded": block.seconded,
        "ends": bool(_ENDS.search(text)),
        "colon": bool(_COLON.search(text)),
        "punctuation": len(_PUNCTUATION.findall(text)) / words,
        "sentences": min(20, len(_SENTENCE.findall(text))),
        "capitals": len(_CAPITAL.findall(text)) / words,
        "small_words": len(_SMALL_WORD.findall(text)) / words,
        "digits": sum(map(str.isdigit, text)) / max(1, len(text)),
        "han": len(HAN.findall(text)) / max(1, len(text)),
        "starts_small": text[:1].islower(),
        "is_upper": text.isupper(),
        "tag": _number(_BUILT, block.element.tag),
        "origin": _number(_READ, block.origin.tag),
        "bold": block.is_bold,
        "picture": block.has_picture,
        "precious": block.is_precious,
        "hidden": place.hidden,
        "doubt": place.doubt,
        "own": place.up == 0,
        "up": place.up,
        "down": min(12, place.down),
    }  # fmt: skip
    traits |= {f"says_{name}": min(3, len(pattern.findall(clip))) for name, pattern in SAID.items()}
    traits |= {f"in_{tag}": tag in place.tags for tag in _HELD_BY}
    return traits | {f"named_{name}": _nearness(block, 1 << bit) for bit, name in enumerate(NAMED)}


def _nearness(block: Block, bit: int) -> int:
    place = block.place
    return 3 if place.own & bit else 2 if place.near & bit else 1 if place.all & bit else 0


def _number(tags: tuple[str, ...], tag: str) -> int:
    return tags.index(tag) if tag in tags else len(tags)


def _look(block: Block) -> tuple[str | None, ...]:
    holder = block.origin.getparent()
    above = (holder.tag, holder.get("class")) if holder is not None else ("", None)
    return (block.element.tag, block.origin.get("class"), *above)


def _holders(block: Block) -> list[HtmlElement]:
    return list(islice(block.origin.iterancestors(), _LEVELS))


def _distances(supported: Sequence[bool]) -> list[int]:
    """For each block how many blocks back the last supported one stands."""
    distances, distance = [], _FAR
    for holds in supported:
        distances.append(distance)
        distance = 0 if holds else min(distance + 1, _FAR)
    return distances
