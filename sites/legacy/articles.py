"""What reading a legacy site yields: frozen values that mapping and importing stand on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

VerdictKind = Literal["article", "list", "asset", "redirected", "duplicate", "skipped", "failed"]
FlagKind = Literal["drawn", "frame", "picture", "player", "depth"]


@dataclass(frozen=True, slots=True)
class LegacyFile:
    """A file that an article links to: its absolute address and the name a visitor would save it under."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something on an article's page that reading could not bring along: what kind, and a sentence an operator can act on."""

    kind: FlagKind
    text: str


@dataclass(frozen=True, slots=True)
class LegacyArticle:
    """One article of a legacy site, read and cleaned, whatever system it came from.

    `published` is aware (Asia/Shanghai unless the page itself states another offset).
    `columns` is the trail below the home page, outermost first.
    `body_html` is sanitised and holds absolute addresses; `body_text` has one paragraph a line.
    `pages` are all captured addresses whose text was joined into it, in reading order; `copies`
    are the addresses of mobile or duplicate pages that were folded into it. `flags` are what its pages
    show but do not hold: text drawn by script, frames, pictures without an address.
    """

    url: str
    title: str
    published: datetime | None
    source: str
    author: str
    editor: str
    columns: tuple[str, ...]
    body_html: str
    body_text: str
    images: tuple[str, ...]
    attachments: tuple[LegacyFile, ...]
    reader: str
    keywords: str
    summary: str
    pages: tuple[str, ...]
    copies: tuple[str, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one captured address, and why, in words an operator can act on.

    `of` is the address that stands for this one: the article of a duplicate or of a later page,
    the target of a redirect. `columns` is, for a list page, the trail of the column it lists.
    """

    url: str
    kind: VerdictKind
    reason: str
    of: str = ""
    columns: tuple[str, ...] = ()
