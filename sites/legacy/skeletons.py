"""The skeleton that pages of one layout share: the places of their elements, and how alike two pages are."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from sites.legacy.xpaths import ElementPath, TextPath

_DIGIT = re.compile(r"\d")
_PLAIN_NAME = re.compile(r"^[^\d'\"]{1,80}$")
_NAMES = TextPath(
    "//div/@class | //div/@id | //table/@class | //td/@class | //section/@class | //ul/@class | //article/@class | //h1/@class"
)
_NAMED = ElementPath(
    "//*[self::div or self::table or self::td or self::section or self::ul or self::article or self::h1][@class or @id]"
)
_SELECTOR_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff-][A-Za-z_\u4e00-\u9fff-]{0,60}$")
_FRAME = ElementPath("/html/body/* | /html/body/*/*")
_FEW_NAMES = 8
_HOLDERS = frozenset(
    {
        "table",
        "tbody",
        "tr",
        "td",
        "div",
        "center",
        "form",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "ul",
        "nav",
    }
)
_DEPTH, _WIDEST = 6, 12


def place_of(element: HtmlElement) -> str:
    """Where an element stands, as an XPath that finds its counterpart on pages of the same layout.

    Steps are named by a stable id or class; without one, by their position among their kind.
    """
    steps: list[str] = []
    node: HtmlElement | None = element
    while node is not None and node.tag != "html":
        step, anchored = _step(node)
        steps.append(step)
        if anchored:
            return "//" + "/".join(reversed(steps))
        node = node.getparent()
    return "/html/" + "/".join(reversed(steps))


def skeleton(root: HtmlElement) -> frozenset[str]:
    """What pages of one layout have in common: names of their blocks and the outer frame of tags; where hardly any block has a name, the
    places of the outer blocks."""
    names = frozenset(name for name in _NAMES(root) if not _DIGIT.search(name))
    frame = frozenset(f"{element.getparent().tag}>{element.tag}" for element in _FRAME(root))
    return names | frame if len(names) >= _FEW_NAMES else names | frame | frozenset(outer_places(root))


def outer_places(root: HtmlElement) -> Iterator[str]:
    """The places of the blocks of the first six levels, by their positions alone: `/html/body/table[2]/tr[1]/td[1]`."""
    body = root.find("body")
    level = [(body, "/html/body")] if body is not None else []
    for _ in range(_DEPTH):
        level = [below for node, path in level for below in _blocks(node, path)]
        yield from (path for _node, path in level)


def _blocks(node: HtmlElement, path: str) -> Iterator[tuple[HtmlElement, str]]:
    seen: Counter[str] = Counter()
    for child in node:
        seen[child.tag] += 1
        if child.tag in _HOLDERS and seen[child.tag] <= _WIDEST:
            yield child, f"{path}/{child.tag}[{seen[child.tag]}]"


def signs(root: HtmlElement) -> Iterator[str]:
    """The named blocks of a page as selectors: `div.viewbox`, `table#main`."""
    for element in _NAMED(root):
        yield from selectors_of(element)


def selectors_of(element: HtmlElement) -> Iterator[str]:
    """The selectors of an element by its own names, the surest first; none where it has no stable name."""
    identity, names = element.get("id") or "", (element.get("class") or "").split()
    if _SELECTOR_NAME.match(identity):
        yield f"{element.tag}#{identity}"
    if names and all(_SELECTOR_NAME.match(name) for name in names):
        yield element.tag + "".join(f".{name}" for name in names)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two skeletons is shared, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def _step(node: HtmlElement) -> tuple[str, bool]:
    identity = node.get("id")
    if identity and _PLAIN_NAME.match(identity):
        return f"{node.tag}[@id='{identity}']", True
    names = node.get("class")
    if names and _PLAIN_NAME.match(names):
        return f"{node.tag}[@class='{names}']", False
    if node.tag == "body":
        return "body", False
    position = 1 + sum(1 for _ in node.itersiblings(node.tag, preceding=True))
    return f"{node.tag}[{position}]", False
