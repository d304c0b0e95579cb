"""The title of an article: the heading that the page's own title tag confirms."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import unescape

from lxml.html import HtmlElement

from sites.legacy.bodies import names_of
from sites.legacy.documents import Document, squeeze, text_of
from sites.legacy.metalines import looks_like_meta_line
from sites.legacy.prose import fingerprint
from sites.legacy.xpaths import ElementPath

_DECLARED = ("articletitle", "dc:title", "og:title", "twitter:title", "dc.title", "parsely-title")
_HEADING = {"h1": 1.2, "h2": 0.7, "h3": 0.5, "h4": 0.2}
_NAMED = re.compile(r"title|headline|biaoti|(?:^|[\s_-])bt(?:$|[\s_\d-])|tit(?:$|[\s_])", re.I)
_SEPARATOR = re.compile(r"\s*(?:[_|｜»]|\s[-–—·:]\s|--+|——|(?<=[\u4e00-\u9fff\d])-(?=[\u4e00-\u9fff]))\s*")
_PAGE_SUFFIX = re.compile(r"\s*[（(](?:第)?\d{1,3}(?:页)?[)）]\s*$")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…+)$")
_CANDIDATES = ElementPath(
    ".//h1 | .//h2 | .//h3 | .//h4 | .//*[self::div or self::td or self::p or self::span or self::font or self::strong or self::b"
    " or self::center][string-length(normalize-space(.)) > 3 and string-length(normalize-space(.)) < 160]"
)
_INSTITUTION = re.compile(r"(?:网|网站|法院|首页|门户|主页)$|^home\b", re.I)
_FRILL = re.compile(r"\b(?:19|20)\d\d\b|posted|published|\bby\b", re.I)
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]{3,}")
_MOST, _PART, _SHARED = 0.5, 0.4, 0.3
_LIMIT, _INSIDE, _NEAR = 160, 12, 6
_CLOSE, _ENOUGH = 0.4, 0.75


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the heading that shows it, None where only the head of the page names it."""

    text: str
    element: HtmlElement | None


def find_title(document: Document, body: HtmlElement | None, furniture: Collection[str] = ()) -> Title:
    """The article's title on a page of unknown layout; its text is "" where nothing names it."""
    declared = [name for name in declared_titles(document) if fingerprint(name) not in furniture]
    headings = [heading for heading in _headings(document.root, body) if fingerprint(heading.text) not in furniture]
    above = [heading.element for heading in headings if not heading.inside][-_NEAR:]
    scored = [
        (score, heading)
        for heading in headings
        if (score := _score(heading, declared) + (_CLOSE if heading.element in above else 0.0)) > _ENOUGH
    ]
    named = title_from_head(document, furniture)
    if not scored:
        return Title(named, None)
    best = max(scored, key=lambda candidate: candidate[0])[1]
    return Title(_worded(completed(best.text, declared), named, document), best.element)


def _worded(shown: str, named: str, document: Document) -> str:
    """The heading's wording, or that of the head where the heading says something else, hardly anything or more than a title."""
    if not named or _names_the_site(named, document):
        return shown
    own, other = fingerprint(shown), fingerprint(named)
    if other in own:
        return named if _FRILL.search(shown) and len(other) > _MOST * len(own) else shown
    if own in other:
        return shown if len(own) > _PART * len(other) else named
    return shown if _shared_words(shown, named) >= _SHARED else named


def _shared_words(one: str, other: str) -> float:
    """The share of words, of Chinese characters where there are no words, that the shorter of two titles has in common with the longer."""
    mine, theirs = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(mine & theirs) / (min(len(mine), len(theirs)) or 1)


def _names_the_site(title: str, document: Document) -> bool:
    """Whether a declared title is that of the site: it says so, or ends like the name of an institution."""
    site = fingerprint(document.meta.get("og:site_name", ""))
    return fingerprint(title) == site or _INSTITUTION.search(title) is not None


def declared_titles(document: Document) -> list[str]:
    """What the head of a page calls it, the title tag first."""
    named = [document.title, *(document.meta.get(name, "") for name in _DECLARED)]
    named += [str(data.get("headline") or "") for data in document.linked_data]
    return [squeeze(unescape(name)) for name in named if name and name.strip()]


def title_from_head(document: Document, furniture: Collection[str] = ()) -> str:
    """The declared title without the site's name, which is what follows the last separators."""
    site = fingerprint(document.meta.get("og:site_name", ""))
    own = {*furniture, site} if site else furniture
    for name in _DECLARED:
        if (declared := squeeze(unescape(document.meta.get(name, "")))) and fingerprint(declared) not in own:
            return without_site_name(declared, own)
    return without_site_name(document.title, own)


def without_site_name(title: str, furniture: Collection[str] = ()) -> str:
    """The part of a title tag that names the page; parts that other pages share are dropped."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    own = [part for part in parts if fingerprint(part) not in furniture]
    if not own:
        return ""
    longest = max(own, key=len)
    return longest if _is_label(own[0]) and not _is_label(longest) else own[0]


def _is_label(part: str) -> bool:
    """Whether a part of a title tag is too short for a title: a few characters, or two words where the rest is a sentence."""
    return len(part) < 6 or (part.isascii() and len(part.split()) <= 2)


def without_page_number(title: str) -> str:
    """A title without the `(2)` that later pages of an article append."""
    return _PAGE_SUFFIX.sub("", title)


def completed(text: str, declared: Iterable[str]) -> str:
    """A heading that was cut off with dots, completed from what the head declares."""
    stem = _ELLIPSIS.sub("", text)
    if stem == text or len(stem) < 4:
        return text
    longer = [part for whole in declared for part in _SEPARATOR.split(whole) if part.startswith(stem)]
    whole_ones = [part for part in longer if not _ELLIPSIS.search(part)]
    return max(whole_ones, key=len, default=text)


@dataclass(frozen=True, slots=True)
class _Heading:
    element: HtmlElement
    text: str
    inside: bool


def _headings(root: HtmlElement, body: HtmlElement | None) -> Iterable[_Heading]:
    """What could be a title: short texts above the body, and the first few from its beginning on."""
    passed = 0
    for element in _CANDIDATES(root):
        if body is not None and (passed or element is body or body in element.iterancestors()):
            passed += 1
        if passed > _INSIDE:
            return
        text = text_of(element)
        if 2 <= len(text) <= _LIMIT and not looks_like_meta_line(text):
            yield _Heading(element, text, bool(passed))


def _looks(element: HtmlElement) -> float:
    """How much an element is set like a title: heading tag, telling name, centred, large."""
    score = _HEADING.get(element.tag, 0.0) + (0.5 if _NAMED.search(names_of(element)) else 0.0)
    if (element.get("align") or "").lower() == "center" or element.tag == "center":
        score += 0.3
    if (
        element.find(".//font[@size]") is not None
        or element.tag in ("strong", "b")
        or element.find(".//strong") is not None
    ):
        score += 0.2
    return score


def _score(heading: _Heading, declared: list[str]) -> float:
    element, own = heading.element, fingerprint(heading.text)
    score = _looks(element)
    agreement = max((_agreement(own, fingerprint(whole)) for whole in declared), default=0.0)
    if element.tag == "a" or element.find(".//a") is not None and element.tag != "h1":
        score -= 0.5
    if len(element) > 3:
        score -= 0.3
    return score + 2 * agreement


def _agreement(text: str, declared: str) -> float:
    """How well a heading is confirmed: its share of the declared title where one begins with or holds the other."""
    if len(text) < 3 or not declared:
        return 0.0
    if declared.startswith(text):
        return 0.5 + 0.5 * len(text) / len(declared)
    if declared.endswith(text) and len(text) < 0.6 * len(declared):
        return 0.0  # the site's name
    if text.startswith(declared) and len(declared) >= 6:
        return 0.5 + 0.5 * len(declared) / len(text)
    return 0.4 + 0.5 * len(text) / len(declared) if len(text) >= 6 and text in declared else 0.0
