"""The skeleton that pages of one layout share: the places of their elements, and how alike two pages are."""

import re

from lxml.html import HtmlElement

from sites.legacy.xpaths import ElementPath, TextPath

_DIGIT = re.compile(r"\d")
_PLAIN_NAME = re.compile(r"^[^\d'\"]{1,80}$")
_NAMES = TextPath(
    "//div/@class | //div/@id | //table/@class | //td/@class | //section/@class | //ul/@class | //article/@class | //h1/@class"
)
_FRAME = ElementPath("/html/body/* | /html/body/*/*")


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
    """What pages of one layout have in common: names of their blocks, and the outer frame of tags."""
    names = set(_NAMES(root))
    frame = {f"{element.getparent().tag}>{element.tag}" for element in _FRAME(root)}
    return frozenset(name for name in names if not _DIGIT.search(name)) | frozenset(frame)


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
