"""Links between the pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator

GAP = None
"""Stands between page links where numbers are left out."""


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """What stands under a list. `links` holds page links, and GAP where numbers are left out."""

    number: int
    pages: int
    links: tuple[PageLink | None, ...]
    previous: str
    next: str


def pager(*, number: int, pages: int, address_of: Callable[[int], str]) -> Pager:
    """Links to the first, the last and the neighbouring pages, and to the previous and next where there are any."""
    numbers = Paginator(range(pages), 1).get_elided_page_range(min(number, max(pages, 1)), on_each_side=2, on_ends=1)
    return Pager(
        number=number,
        pages=pages,
        links=tuple(
            PageLink(entry, address_of(entry), entry == number) if isinstance(entry, int) else GAP for entry in numbers
        ),
        previous=address_of(number - 1) if number > 1 else "",
        next=address_of(number + 1) if number < pages else "",
    )
