"""What may stand in an address that asks the search, for people and for programs alike.

The API refuses what cannot be meant, the portal leaves it out; both read the same parameters in the same way.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from federation.catalogue.items import ITEMS
from federation.courts.models import Court
from federation.domain.courts import Level
from search.facets import COLUMN_TYPES, FILE_TYPES
from search.query.reading import MAX_LENGTH
from search.types import FIRST_DAY, LAST_DAY, MAX_PAGE_SIZE, Sort

MAX_VALUES = 20
"""Values of one filter, and pieces to be read as words."""

MAX_PAGE = 1_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: the field of `Query` that it fills, how a value is read, and whether it may stand several times.

    `read` raises `ValueError` with words for the reader.
    """

    field: str
    read: Callable[[str], Any]
    several: bool = False


def known_courts(codes: Collection[str]) -> dict[str, str]:
    """Those of the codes that the directory has, with the names of the courts."""
    return dict(Court.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _text(value: str) -> str:
    if len(value) > MAX_LENGTH:
        raise ValueError(_("最多 %(number)d 个字符。") % {"number": MAX_LENGTH})
    return value


def _word(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError(_("不能为空，也不能含有控制字符。"))
    return _text(value)


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in known:
            raise ValueError(_("只能是：%(known)s。") % {"known": "、".join(known)})
        return value

    return read


def _number(most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) < 10 and 1 <= int(value) <= most):
            raise ValueError(_("须为 1 至 %(most)d 的整数。") % {"most": most})
        return int(value)

    return read


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(_("须为语言代码，例如 zh-hans。"))
    return value


def _year(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) == 4):
        raise ValueError(_("须为四位数的年份，例如 2023。"))
    return int(value)


def _day(value: str) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise ValueError(_("须为日期，例如 2023-05-06。"))
    return found


PARAMETERS = {
    "q": Parameter("text", _text),
    "court": Parameter("courts", _word, several=True),
    "level": Parameter("levels", _one_of([*Level]), several=True),
    "province": Parameter("provinces", _word, several=True),
    "year": Parameter("years", _year, several=True),
    "column": Parameter("columns", _word, several=True),
    "column_type": Parameter("column_types", _one_of([*COLUMN_TYPES]), several=True),
    "catalogue_item": Parameter("catalogue_items", _one_of([item.code for item in ITEMS]), several=True),
    "language": Parameter("languages", _language, several=True),
    "file_type": Parameter("file_types", _one_of([*FILE_TYPES]), several=True),
    "from": Parameter("published_from", _day),
    "until": Parameter("published_until", _day),
    "as_words": Parameter("literally", _word, several=True),
    "sort": Parameter("sort", _one_of([*Sort])),
    "page": Parameter("page", _number(MAX_PAGE)),
    "page_size": Parameter("page_size", _number(MAX_PAGE_SIZE)),
}
"""Everything that may stand in an address, by its name there (docs/api.md)."""
