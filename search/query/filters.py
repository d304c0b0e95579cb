"""Filters that are typed as text: 法院:朝阳 年份:2020, with a colon of either width."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from search.facets import level_name
from search.query.courts import courts_called
from search.query.gazetteer import Gazetteer
from search.query.periods import find_periods
from search.query.question import Kind, Narrowing
from search.query.recognised import Recognised

_TYPED = re.compile(
    r"(?<!\S)(?:(?P<court>法院|court)|(?P<level>审级|级别|level)|(?P<province>省份|地区|province)"
    r"|(?P<period>年份|日期|时间|year|date)|(?P<column>栏目|column)|(?P<item>目录|公开目录|item)):\s*(?P<value>[^\s,，;；]+)"
)
_LEVELS = {
    "最高": "supreme",
    "高级": "high",
    "中级": "intermediate",
    "基层": "basic",
    "高": "high",
    "中": "intermediate",
}
_LEVEL_ENDS = re.compile(r"(?:人民)?法院$|院$")
_BARE_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d年.-])")

Reader = Callable[[str, Gazetteer, date], tuple[str, Narrowing] | None]


def find_filters(text: str, names: Gazetteer, today: date) -> Iterator[Recognised]:
    """Filters in folded text. One whose value nothing can have is no filter, and is looked for as words."""
    for match in _TYPED.finditer(text):
        kind = Kind(next(each for each in Kind if match.groupdict().get(each)))
        if read := _READERS[kind](match["value"], names, today):
            label, narrowing = read
            yield Recognised(match.start(), match.end(), kind, label, narrowing)


def _court(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    codes = (value.upper(),) if value.upper() in names.places else courts_called(value, names)
    return ("、".join(names.labels[code] for code in codes), Narrowing(courts=codes)) if codes else None


def _level(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    level = value if value in _LEVELS.values() else _LEVELS.get(_LEVEL_ENDS.sub("", value), "")
    return (level_name(level), Narrowing(levels=(level,))) if level else None


def _province(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    province = names.provinces.get(value, "")
    return (province, Narrowing(provinces=(province,))) if province else None


def _period(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    spelt_out = _BARE_YEAR.sub(r"\1年", value)
    for found in find_periods(spelt_out, today):
        if (found.start, found.end) == (0, len(spelt_out)):
            return found.label, found.narrowing
    return None


def _column(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    return value, Narrowing(columns=(value,))


def _item(value: str, names: Gazetteer, today: date) -> tuple[str, Narrowing] | None:
    code = value if value in names.items.values() else names.items.get(value, "")
    return (names.labels[code], Narrowing(catalogue_items=(code,))) if code else None


_READERS: dict[Kind, Reader] = {
    Kind.COURT: _court,
    Kind.LEVEL: _level,
    Kind.PROVINCE: _province,
    Kind.PERIOD: _period,
    Kind.COLUMN: _column,
    Kind.ITEM: _item,
}
