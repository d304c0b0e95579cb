"""From an address to a query, strictly: what cannot be meant is refused with every reason at once, never left out."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from federation.catalogue.items import ITEMS
from federation.courts.models import Court
from federation.domain.courts import Level
from federation.domain.errors import FederationError
from search.facets import COLUMN_TYPES, FILE_TYPES
from search.query.reading import MAX_LENGTH
from search.types import FIRST_DAY, LAST_DAY, MAX_PAGE_SIZE, Query, Sort

MAX_VALUES = 20
"""Values of one filter, and pieces to be read as words."""

MAX_PAGE = 1_000
USUAL_PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a parameter, in words for those who wrote the address."""

    parameter: str
    message: str


class RefusedParameters(FederationError):
    """An address that asks for something that does not exist."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.message}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: the field of `Query` that it fills, how a value is read, and whether it may stand several times.

    `read` raises `ValueError` with words for the reader.
    """

    field: str
    read: Callable[[str], Any]
    several: bool = False


def read_query(given: QueryDict) -> Query:
    """The query that an address asks. Raises `RefusedParameters`."""
    faults = [*_unknown(given)]
    values: dict[str, Any] = {}
    for name, parameter in PARAMETERS.items():
        try:
            if name in given:
                values[parameter.field] = _read(given.getlist(name), parameter)
        except ValueError as error:
            faults.append(Fault(name, str(error)))
    if not faults:
        faults = [*_impossible(values)]
    if faults:
        raise RefusedParameters(faults)
    return Query(**{"page_size": USUAL_PAGE_SIZE} | values)


def _unknown(given: QueryDict) -> Iterator[Fault]:
    known = "、".join(PARAMETERS)
    for name in given:
        if name not in PARAMETERS:
            yield Fault(name[:MAX_LENGTH], _("没有这个参数。可用的参数：%(known)s。") % {"known": known})


def _read(texts: list[str], parameter: Parameter) -> Any:
    if not parameter.several:
        if len(texts) > 1:
            raise ValueError(_("只能出现一次。"))
        return parameter.read(texts[0])
    if len(texts) > MAX_VALUES:
        raise ValueError(_("最多出现 %(number)d 次。") % {"number": MAX_VALUES})
    return tuple(dict.fromkeys(map(parameter.read, texts)))


def _impossible(values: dict[str, Any]) -> Iterator[Fault]:
    known = set(Court.objects.filter(code__in=values.get("courts", ())).values_list("code", flat=True))
    for code in values.get("courts", ()):
        if code not in known:
            yield Fault("court", _("名录中没有代字为“%(code)s”的法院。") % {"code": code})
    first, last = values.get("published_from"), values.get("published_until")
    if first and last and first > last:
        yield Fault("until", _("截止日期早于起始日期。"))


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
    "language": Parameter("languages", _word, several=True),
    "file_type": Parameter("file_types", _one_of([*FILE_TYPES]), several=True),
    "from": Parameter("published_from", _day),
    "until": Parameter("published_until", _day),
    "as_words": Parameter("literally", _word, several=True),
    "sort": Parameter("sort", _one_of([*Sort])),
    "page": Parameter("page", _number(MAX_PAGE)),
    "page_size": Parameter("page_size", _number(MAX_PAGE_SIZE)),
}
"""Everything that may stand in an address, by its name there (docs/api.md)."""
