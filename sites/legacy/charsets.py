"""Bytes of a page to text, whatever the page says of itself.

Legacy pages declare GBK over UTF-8 and the reverse, and carry a few broken bytes. Declarations are
heard, but the charset that loses least wins, and broken bytes cost only themselves.
"""

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from w3lib.encoding import html_body_declared_encoding, resolve_encoding

REPLACEMENT = "\ufffd"
ILLEGIBLE = "□"
_HEAD = 2048
_SAMPLE = 6000
_MULTIBYTE = ("gb18030", "big5")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNSAFE = frozenset({"utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "idna", "punycode", "unicode_escape"})
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LOST = re.compile(f"{REPLACEMENT}(?: ?{REPLACEMENT})*")
_HIGH = re.compile(r"[^\x00-\x7f]")
_HIGH_PAIR = re.compile(r"[\x80-\u024f]{2,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page, the charset it was read in, and how many characters were lost on the way.

    Where bytes were unreadable the text shows □, as Chinese print does for a character that cannot be made out.
    """

    text: str
    charset: str
    losses: int


def decode(body: bytes, declared: str = "") -> Decoded:
    """Text of `body`; `declared` is the charset of the HTTP header, if any. Never raises.

    A byte order mark decides. Then strict UTF-8, which other charsets hardly ever form by accident;
    then whichever of the declared charsets, UTF-8, GB18030 and Big5 reads best: fewest
    undecodable bytes, private-use and uncommon characters.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :].decode(charset, "replace"), charset)
    strict = _strictly(body, "utf-8")
    if strict is not None:
        return Decoded(strict, "utf-8", 0)
    if charset := _wide(body):
        return _decoded(body.decode(charset, "replace"), charset)
    claims = _claims(body, declared)
    text = _strictly(body, "gb18030") if claims[:1] == ["gb18030"] else None
    if text is not None and _strangeness(_excerpt(text), "gb18030") < 0.1:
        return Decoded(text, "gb18030", 0)
    return _best(body, claims)


def _excerpt(text: str) -> str:
    """Enough of a long page to judge a reading that decoded without any loss."""
    middle = len(text) // 2
    return text if len(text) <= 4000 else text[:1000] + text[middle : middle + 3000]


def _best(body: bytes, claims: list[str]) -> Decoded:
    candidates = list(dict.fromkeys([*claims, "utf-8", *_MULTIBYTE, "cp1252"]))
    readings = [(charset, _read(body, charset)) for charset in candidates]
    charset, text = min(readings, key=lambda reading: _badness(reading[1], reading[0], claims))
    return _decoded(text, charset)


def _decoded(text: str, charset: str) -> Decoded:
    shown, losses = _LOST.subn(ILLEGIBLE, text)
    return Decoded(shown, charset, losses)


def _strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except UnicodeDecodeError:
        return None


def _wide(body: bytes) -> str:
    """UTF-16 without a mark shows in markup by a NUL beside every letter."""
    head = body[:400]
    if len(head) < 8:
        return ""
    if head[1::2].count(0) > len(head) * 0.35:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) * 0.35 else ""


def _claims(body: bytes, declared: str) -> list[str]:
    """Charsets that the header and the page's first bytes name, as Python codecs, gb2312 and gbk as gb18030."""
    named = (declared, html_body_declared_encoding(body[:_HEAD]) or "")
    resolved = (_codec(name) for name in named if name)
    return list(dict.fromkeys(name for name in resolved if name))


@lru_cache(maxsize=256)
def _codec(name: str) -> str:
    resolved = resolve_encoding(name.strip()) or ""
    if not resolved or resolved in _UNSAFE:
        return ""
    if resolved in ("gbk", "gb2312", "hz"):
        return "gb18030"
    try:
        text_codec = codecs.lookup(resolved)._is_text_encoding
    except LookupError:
        return ""
    return "big5" if resolved == "big5hkscs" else resolved if text_codec else ""


def _read(body: bytes, charset: str) -> str:
    if charset in _MULTIBYTE:
        text = _strictly(body, charset)
        return _mended(body, charset) if text is None else text
    try:
        return body.decode(charset, "replace")
    except (UnicodeError, ValueError):
        return body.decode("utf-8", "replace")


def _mended(body: bytes, charset: str) -> str:
    """Decode two-byte text in which single bytes are missing, so that the loss does not shift what follows.

    Runs of high bytes are decoded one by one; where a run does not come out even, the alignment
    that yields the most common characters is taken.
    """
    pieces, end = [], 0
    for run in _HIGH_RUN.finditer(body):
        if run.start() < end:
            continue
        pieces.append(body[end : run.start()].decode("ascii", "replace"))
        after_break = bool(pieces) and run.start() - end <= 1 and "".join(pieces[-2:]).rstrip().endswith(REPLACEMENT)
        text, end = _mended_run(body, run.start(), run.end(), charset, after_break)
        pieces.append(text)
    pieces.append(body[end:].decode("ascii", "replace"))
    return "".join(pieces)


def _mended_run(body: bytes, start: int, end: int, charset: str, after_break: bool) -> tuple[str, int]:
    """The text of a run of high bytes, and where reading goes on (one byte later where an ASCII byte belongs to it).

    Of readings that are equally good, the one that puts the loss where text breaks off: at the end,
    or at the beginning right after another break.
    """
    run = body[start:end]
    whole = _strictly(run, charset)
    readings = [(whole, end)] if whole is not None else []
    if len(run) % 2 == 0 and whole is not None and _strangeness(whole, charset) > 0.2:
        readings.append((REPLACEMENT + run[1:-1].decode(charset, "replace") + REPLACEMENT, end))
    if len(run) % 2:
        if end < len(body) and (longer := _strictly(body[start : end + 1], charset)) is not None:
            readings.append((longer, end + 1))
        halves = [
            (run[:-1].decode(charset, "replace") + REPLACEMENT, end),
            (REPLACEMENT + run[1:].decode(charset, "replace"), end),
        ]
        readings.extend(reversed(halves) if after_break else halves)
    if not readings:
        readings.append((run.decode(charset, "replace"), end))
    return min(readings, key=lambda reading: _strangeness(reading[0], charset) + (REPLACEMENT in reading[0]) * 0.01)


def _badness(text: str, charset: str, claims: list[str]) -> float:
    trust = 0.03 if charset in claims else 0.0
    return _strangeness(text, charset) - trust


def _strangeness(text: str, charset: str) -> float:
    """Share of the non-ASCII characters that a page really in this charset would hardly hold, 0 to 1."""
    high = _HIGH.findall(text)
    if not high:
        return 0.0
    if len(high) > _SAMPLE:
        high = high[:: len(high) // _SAMPLE + 1]
    if charset in _MULTIBYTE:
        common = _common(charset)
        strange = sum(1 for letter in high if letter not in common)
    elif charset == "utf-8":
        return min(1.0, 3 * high.count(REPLACEMENT) / len(high))
    else:
        broken = high.count(REPLACEMENT) + sum("\x80" <= letter <= "\x9f" for letter in high)
        strange = broken + sum(len(run) for run in _HIGH_PAIR.findall("".join(text)[:200000]))
    return min(1.0, strange / len(high))


@lru_cache(maxsize=4)
def _common(charset: str) -> frozenset[str]:
    """Characters that fill ordinary text: punctuation, full-width forms, the first level of the charset's hanzi."""
    leads = range(0xB0, 0xD8) if charset == "gb18030" else range(0xA4, 0xC7)
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)] if charset == "big5" else range(0xA1, 0xFF)
    pairs = bytes(byte for lead in leads for trail in trails for byte in (lead, trail))
    hanzi = pairs.decode(charset, "ignore")
    return frozenset(
        hanzi
        + "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2022\u00a0\u2103\u25cf\u2605\u25a0\u25b2\u2192\u00d7"
        + "".join(map(chr, range(0x3000, 0x3020)))
        + "".join(map(chr, range(0xFF01, 0xFF5F)))
        + "".join(map(chr, range(0x2460, 0x247E)))
        + "".join(map(chr, range(0x2160, 0x216C)))
    )
