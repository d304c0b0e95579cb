"""Compiled XPath expressions with the type of what they give."""

from typing import Any, cast

from lxml.etree import XPath
from lxml.html import HtmlElement


class ElementPath:
    """An expression that selects elements."""

    def __init__(self, path: str) -> None:
        self._path = XPath(path)

    def __call__(self, root: HtmlElement, **variables: str) -> list[HtmlElement]:
        return cast(list[HtmlElement], self._path(root, **cast(dict[str, Any], variables)))


class TextPath:
    """An expression that selects attributes or text."""

    def __init__(self, path: str) -> None:
        self._path = XPath(path, smart_strings=False)

    def __call__(self, root: HtmlElement) -> list[str]:
        return cast(list[str], self._path(root))


class NumberPath:
    """An expression that counts or measures; a truth value is 0 or 1."""

    def __init__(self, path: str) -> None:
        self._path = XPath(path)

    def __call__(self, root: HtmlElement) -> float:
        return cast(float, self._path(root))
