"""Places: CSS selectors of a small kind, or XPaths of a small kind, so that no recipe can make reading slow.

CSS: tags, `#id`, `.class`, `[attribute]`, `[attribute=value]`, `tag:nth-of-type(2)`, joined by a space or `>`. Read from
the right, each costs one pass over the page and a climb from what fits.

XPath (what begins with `/` or `(`): one `//` at most, in a predicate `.//` once at most and without conditions of its own, steps down
alone, comparisons with a literal, a few functions on texts. A second `//` in a path would cost the square of a page; functions that open
files or addresses are unknown here. Pages of more than
60,000 elements are read by no place.
"""

import re
from functools import lru_cache
from typing import Any, cast

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement

LIMIT = 300
"""Characters of a place."""
MOST_ELEMENTS = 60_000
_NAME = r"[A-Za-z_\u00a0-\uffff-][\w\u00a0-\uffff-]*"
_SIMPLE = re.compile(
    rf"(?P<tag>\*|[A-Za-z][A-Za-z0-9]*)|\#(?P<id>{_NAME})|\.(?P<class>{_NAME})"
    rf"|\[(?P<attribute>[A-Za-z][\w-]*)(?:=(?P<quote>['\"]?)(?P<value>[^\]'\"]*)(?P=quote))?\]|:nth-of-type\((?P<nth>[1-9]\d?)\)"
)
_COMBINATOR = re.compile(r"\s*>\s*|\s+")
_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>\d+(?:\.\d+)?)|(?P<axis>[A-Za-z-]+)\s*::|(?P<function>[A-Za-z][\w:-]*)\s*\("
    r"|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>//|\.\.|!=|<=|>=|[/.@*\[\]()|,=<>+-]))"
)
_FUNCTIONS = frozenset(
    [
        "text",
        "node",
        "contains",
        "starts-with",
        "normalize-space",
        "string",
        "string-length",
        "translate",
        "substring",
        "substring-before",
        "substring-after",
        "concat",
        "position",
        "last",
        "not",
        "count",
        "name",
        "local-name",
        "true",
        "false",
    ]
)
_AXES = frozenset({"child", "descendant", "descendant-or-self", "self", "attribute"})
_DEEP_AXES = frozenset({"descendant", "descendant-or-self"})
_CALL = re.compile(r"[A-Za-z-]+\s*\(")
_MOST_CALLS = 5
_COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">="})


class PlaceInvalid(ValueError):
    """A place that is not of the kinds allowed. `reason` is a key of the messages of `parsing`, `part` what is wrong in it."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(f"{reason}: {part}")
        self.reason, self.part = reason, part


class Place:
    """A compiled place. Raises PlaceInvalid."""

    def __init__(self, place: str) -> None:
        if not place.strip() or len(place) > LIMIT:
            raise PlaceInvalid("length")
        path = _checked(place) if place.startswith(("/", "(")) else xpath_of_css(place)
        try:
            self._path = XPath(path, smart_strings=False)
        except XPathError as error:
            raise PlaceInvalid("syntax", str(error)) from error

    def __call__(self, root: HtmlElement) -> list[HtmlElement | str]:
        """Elements, or the texts of attributes, in the order of the page."""
        try:
            found: Any = self._path(root)
        except XPathError:
            return []  # such as a text where nodes are expected: it stands nowhere
        return cast(list[HtmlElement | str], found) if isinstance(found, list) else []


@lru_cache(maxsize=2048)
def place(text: str) -> Place:
    """The compiled place of a recipe that was read, or learned. Raises PlaceInvalid."""
    return Place(text)


def found_at(text: str, root: HtmlElement) -> list[HtmlElement]:
    """The elements at a place."""
    return [found for found in place(text)(root) if not isinstance(found, str)]


def xpath_of_css(selector: str) -> str:
    """The XPath of a selector, read from the right. Raises PlaceInvalid."""
    compounds, combinators = _split(selector.strip())
    condition = ""
    for compound, combinator in zip(compounds[:-1], combinators, strict=True):
        axis = "parent" if ">" in combinator else "ancestor"
        condition = f"[{axis}::{_compound(compound)}{condition}]"
    return f"//{_compound(compounds[-1])}{condition}"


def _split(selector: str) -> tuple[list[str], list[str]]:
    compounds, combinators, end = [""], [], 0
    while end < len(selector):
        if simple := _SIMPLE.match(selector, end):
            compounds[-1] += simple[0]
            end = simple.end()
        elif (combinator := _COMBINATOR.match(selector, end)) and compounds[-1] and combinator.end() < len(selector):
            compounds.append("")
            combinators.append(combinator[0])
            end = combinator.end()
        else:
            raise PlaceInvalid("css", selector[end : end + 20])
    if not all(compounds):
        raise PlaceInvalid("css", selector[-20:])
    return compounds, combinators


def _compound(compound: str) -> str:
    tag, conditions = "*", ""
    for position, simple in enumerate(_SIMPLE.finditer(compound)):
        if simple["tag"] and position:
            raise PlaceInvalid("css", compound)
        tag = simple["tag"] or tag
        conditions += _condition(simple, tag)
    return tag + conditions


def _condition(simple: re.Match[str], tag: str) -> str:
    if simple["id"]:
        return f"[@id='{simple['id']}']"
    if simple["class"]:
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {simple['class']} ')]"
    if simple["attribute"]:
        return f"[@{simple['attribute']}" + (f"='{simple['value']}']" if simple["value"] is not None else "]")
    return _nth(tag, int(simple["nth"])) if simple["nth"] else ""


def _nth(tag: str, number: int) -> str:
    """A position among siblings that costs no more than its number, wherever the element was come upon."""
    if tag == "*":
        raise PlaceInvalid("css", f":nth-of-type({number})")
    after = f"[preceding-sibling::{tag}[{number - 1}]]" if number > 1 else ""
    return f"{after}[not(preceding-sibling::{tag}[{number}])]"


def _checked(path: str) -> str:
    """The XPath itself, once every token of it is one that is allowed. Raises PlaceInvalid."""
    deep = {"path": 0, "predicate": 0}
    depth, end, before = 0, 0, ""
    while end < len(path.rstrip()):
        token = _TOKEN.match(path, end)
        if token is None:
            raise PlaceInvalid("syntax", path[end : end + 20])
        sign = token["sign"] or ""
        depth += (sign == "[") - (sign == "]")
        _check_token(token, depth, before)
        if sign == "//" or token["axis"] in _DEEP_AXES:
            deep["predicate" if depth else "path"] += 1
        if sign == "|" and not depth and not path.startswith("("):
            deep["path"] = 0
        if deep["path"] > 1 or deep["predicate"] > 1:
            raise PlaceInvalid("deep", path)
        if depth > 1 and deep["predicate"]:
            raise PlaceInvalid("nested", path)
        if before in _COMPARISONS and not (token["text"] or token["number"]):
            raise PlaceInvalid("comparison", before)
        end, before = token.end(), token[0].strip()
    if path.count("|") > 4 or len(_CALL.findall(path)) > _MOST_CALLS:
        raise PlaceInvalid("length")
    return path


def _check_token(token: re.Match[str], depth: int, before: str) -> None:
    if token["function"] and token["function"] not in _FUNCTIONS:
        raise PlaceInvalid("function", token["function"])
    if token["axis"] and token["axis"] not in _AXES:
        raise PlaceInvalid("axis", token["axis"])
    if depth > 3:
        raise PlaceInvalid("nested", token[0].strip())
    if token["sign"] == "..":
        raise PlaceInvalid("axis", "..")
    if depth and token["sign"] in ("/", "//") and not re.search(r"[\w.\])*'\"]$", before):
        raise PlaceInvalid("absolute", token["sign"])
