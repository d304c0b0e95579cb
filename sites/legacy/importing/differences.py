"""Two texts side by side, with what differs marked: by paragraph first, by character within those that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _

from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage

LONGEST_COMPARED = 3000
"""Characters of a paragraph within which changes are looked for; a longer one counts as changed throughout."""
SHORTEST_COMMON = 2
"""What two paragraphs have in common counts from so many characters: single ones are the same by chance."""
LEAST_ALIKE = 0.3
"""Paragraphs that are less alike are shown as one that went and one that came."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph, changed or not."""

    text: str
    changed: bool


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph on each side; empty where one side has none."""

    ours: Paragraph
    theirs: Paragraph


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow each other, all equal or all different."""

    same: bool
    rows: tuple[Row, ...]


def lines_of(page: ArticlePage) -> list[str]:
    """What a page says, a paragraph a line: title, details, text, tables, captions and the names of its files."""
    details = (
        (_("标题"), page.title),
        (_("发布日期"), f"{timezone.localtime(page.published_at):%Y-%m-%d %H:%M}"),
        (_("来源"), page.source),
        (_("作者"), page.author),
        (_("责任编辑"), page.responsible_editor),
        (_("关键词"), page.keywords),
        (_("摘要"), page.summary),
    )
    lines = [f"{label}：{value}" for label, value in details if value]
    for block in page.body:
        text = plain_text([block])
        match block.block_type:
            case "picture":
                lines.append(_("［图片］%(caption)s") % {"caption": text or block.value["image"] or ""})
            case "attachment":
                lines.append(_("［附件］%(name)s") % {"name": text})
            case _kind:
                lines += filter(None, map(str.strip, text.split("\n")))
    return lines


def compare(ours: Sequence[str], theirs: Sequence[str]) -> list[Stretch]:
    """The two texts, in order."""
    stretches = []
    for kind, start, end, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            rows = tuple(Row((Piece(line, False),), (Piece(line, False),)) for line in ours[start:end])
        else:
            rows = tuple(_rows(ours[start:end], theirs[from_:to]))
        stretches.append(Stretch(kind == "equal", rows))
    return stretches


def _rows(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Row]:
    for one, other in zip_longest(ours, theirs, fillvalue=""):
        if not one or not other or max(len(one), len(other)) > LONGEST_COMPARED:
            yield Row(_whole(one), _whole(other))
            continue
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.ratio() < LEAST_ALIKE:
            yield Row(_whole(one), ())
            yield Row((), _whole(other))
        else:
            yield _compared(one, other, matcher)


def _compared(one: str, other: str, matcher: SequenceMatcher[str]) -> Row:
    ours: list[Piece] = []
    theirs: list[Piece] = []
    for kind, start, end, from_, to in matcher.get_opcodes():
        common = kind == "equal" and (end - start >= SHORTEST_COMMON or end == len(one) or start == 0)
        _add(ours, one[start:end], changed=not common)
        _add(theirs, other[from_:to], changed=not common)
    return Row(tuple(ours), tuple(theirs))


def _add(pieces: list[Piece], text: str, *, changed: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].changed == changed:
        text = pieces.pop().text + text
    pieces.append(Piece(text, changed))


def _whole(line: str) -> Paragraph:
    return (Piece(line, True),) if line else ()
