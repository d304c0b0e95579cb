"""What templates of the portal and of the courts' sites have in common."""

from typing import Any

import rjieba
from django import template
from django.core.paginator import Page
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from federation.portal.paging import Pager, pager
from search.facets import FILE_TYPES

register = template.Library()


NOT_FIRST_IN_A_LINE = "的了等着之"


@register.filter
def phrases(text: str) -> SafeString:
    """Chinese that may break between words, and not inside them: for headings with `word-break: keep-all`."""
    parts: list[str] = []
    before = ""
    for word in rjieba.cut(str(text or ""), False):
        parts += ["<wbr>"] if _may_break(before, word) else []
        parts.append(conditional_escape(word))
        before = word
    return mark_safe("".join(parts))  # noqa: S308 - every word is escaped


def _may_break(before: str, after: str) -> bool:
    # Beside punctuation the browser knows better where a line may break.
    return before[-1:].isalnum() and after[:1].isalnum() and after not in NOT_FIRST_IN_A_LINE


@register.filter
def figures(number: int) -> str:
    """A number with its thousands set apart, as in Chinese official print: 3,582."""
    return f"{number:,}"


@register.filter
def file_type(value: str) -> str:
    """The words for a type of files, as the facet has them."""
    return str(FILE_TYPES.get(value, value))


@register.simple_tag
def pages_of(page: Page[Any]) -> Pager:
    """The pager of a page of Django's paginator, whose address differs in `page` alone."""
    return pager(
        number=page.number,
        pages=page.paginator.num_pages,
        address_of=lambda number: f"?page={number}" if number > 1 else "?",
    )
