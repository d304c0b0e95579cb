"""What a cell of a table may hold besides its text: links, emphasis, and places that links lead to, written as in rich text.

All the rest of a cell stands for itself, so that 金额<5万 is what it says: only the tags named here are markup, and what is
shown of them is sanitised whenever it is shown.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

_ATTRIBUTE = r'(?:href|linktype|id|fragment)="[^"<>]*"'
_TAG = re.compile(rf"(</?(?:a|b|i|sup|sub)(?:\s+{_ATTRIBUTE})*\s*>)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_LINE_END = re.compile(r"</(?:p|li|h[2-4])>|<br\s*/?>")
_TAGS = {"a", "b", "i", "sup", "sub"}
_ATTRIBUTES = {"a": {"href", "linktype", "id", "fragment"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


def cell_of(markup: str) -> str:
    """A cell that says what well-formed HTML does: a line for every paragraph, the tags named above, the rest as text."""
    lines = _LINE_END.sub("\n", markup).split("\n")
    return "\n".join("".join(_unescaped(line)).strip() for line in lines).strip()


def cell_text(cell: str | None) -> str:
    """The words of a cell."""
    return _TAG.sub("", cell or "")


def cell_markup(cell: str | None) -> str:
    """A cell as the HTML that the database keeps of rich text, safe whatever an editor typed."""
    parts = _TAG.split(cell or "")
    if len(parts) == 1:
        return escape(parts[0])
    typed = "".join(part if place % 2 else escape(part) for place, part in enumerate(parts))
    return nh3.clean(typed, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


def cell_html(cell: str | None) -> SafeString:
    """A cell as visitors see it."""
    markup = cell_markup((cell or "").strip()).replace("\n", "<br>")
    return mark_safe(expand_db_html(markup) if "<a " in markup else markup)  # noqa: S308  sanitised above


def tidy_cell(cell: str | None) -> str:
    """A cell with its tags closed and in order, and without links that lead to no address."""
    parts = _TAG.split(cell_markup(cell))
    return "".join(part if place % 2 else unescape(part) for place, part in enumerate(parts))


def _unescaped(markup: str) -> Iterator[str]:
    for place, part in enumerate(_TAG.split(markup)):
        text = part if place % 2 else unescape(_ANY_TAG.sub("", part))
        yield text if place % 2 or not _TAG.search(text) else text.replace("<", "＜")
