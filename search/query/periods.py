"""Periods in a question: years, months and days, from one to another, before and since, and counted back from today."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from search.numerals import NUMERALS, number
from search.query.question import Kind, Narrowing
from search.query.recognised import Recognised

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_SMALL = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_DAY = (
    rf"(?P<year{{n}}>{_YEAR})(?:\s*年(?:\s*(?P<month{{n}}>{_SMALL})\s*月(?:份|\s*(?P<day{{n}}>{_SMALL})\s*[日号])?)?"
    rf"|[-/.](?P<month_of_figures{{n}}>\d{{1,2}})(?:[-/.](?P<day_of_figures{{n}}>\d{{1,2}}))?(?!\d|[-/.]\d))"
)
_FIRST, _LAST, _ONE = (_DAY.replace("{n}", n) for n in ("1", "2", ""))
_TO = r"\s*(?:至|到|-|~|—+|–)\s*"
_BEFORE_FIGURES = r"(?<![\d./〔(\[-])"
_RANGE = re.compile(rf"{_BEFORE_FIGURES}{_FIRST}{_TO}{_LAST}")
_YEARS = re.compile(
    rf"{_BEFORE_FIGURES}(?P<first>{_YEAR})(?:\s*年)?{_TO}(?P<last>{_YEAR})(?!\s*年?度)(?:\s*年)?(?![\d.])"
)
_MONTHS = re.compile(
    rf"{_BEFORE_FIGURES}(?P<year>{_YEAR})\s*年\s*(?P<first>{_SMALL})\s*月?{_TO}(?P<last>{_SMALL})\s*月份?(?!\s*{_SMALL}\s*[日号])"
)
_SINGLE = re.compile(
    rf"{_BEFORE_FIGURES}(?:[自从]\s*)?{_ONE}"
    r"(?:\s*(?:(?P<since>以来|以后|之后|至今|起|后(?!果|续))|(?P<before>以前|之前|前(?![后期])))|(?P<subject>\s*(?:度|版|修[正订]|第?\S{0,8}(?:报告|[预决]算|年报|统计|白皮书))))?"
)
_COUNTED = re.compile(
    rf"(?:最近|(?<![附接将])近|过去|这)\s*(?P<count>\d{{1,3}}|[{NUMERALS}]{{1,3}}|半)\s*个?\s*(?P<unit>天|日|周|星期|礼拜|月|年)(?:[来内里]|以来|之内|以内)?"
)
_NAMED = re.compile(
    r"(?P<name>今天|昨天|前天|本周|这周|上周|本月|这个月|上个月|上月|今年|本年|去年|上一年|(?<![以之年月日])前年)(?:以来|至今)?(?P<subject>度)?"
)


class _Period(NamedTuple):
    first: date | None
    last: date | None


def find_periods(text: str, today: date) -> Iterator[Recognised]:
    """Periods in folded text. A year that names a subject, as in 2023年度工作报告, is none: it is not when it was published."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Period | None]], ...] = (
        (_RANGE, _range),
        (_MONTHS, _months),
        (_YEARS, _years),
        (_SINGLE, _single),
        (_COUNTED, _counted),
        (_NAMED, _named),
    )
    for pattern, read in readers:
        for match in pattern.finditer(text):
            try:
                period = read(match, today)
            except (ValueError, OverflowError):  # 2023年13月, 2月30日
                continue
            if period:
                yield Recognised(match.start(), match.end(), Kind.PERIOD, _in_words(period), _narrowing(period))


def _range(match: re.Match[str], today: date) -> _Period | None:
    return _in_order(_day(match, "1").first, _day(match, "2").last)


def _years(match: re.Match[str], today: date) -> _Period | None:
    return _in_order(_whole_year(number(match["first"])).first, _whole_year(number(match["last"])).last)


def _months(match: re.Match[str], today: date) -> _Period | None:
    year = number(match["year"])
    return _in_order(_month(year, number(match["first"])).first, _month(year, number(match["last"])).last)


def _single(match: re.Match[str], today: date) -> _Period | None:
    if match["subject"] or (match["day"] is None and match["month_of_figures"] is not None and not _is_month(match)):
        return None
    period = _day(match, "")
    if match["since"]:
        return _Period(period.first, None)
    if match["before"]:
        return _Period(None, _day_before(period.first))
    return period


def _is_month(match: re.Match[str]) -> bool:
    """Whether figures with a mark between are a month or a day: 2023-03 and 2023/3/5, but not 2023.5, a number."""
    return match["day_of_figures"] is not None or "." not in match[0]


def _counted(match: re.Match[str], today: date) -> _Period | None:
    unit = match["unit"]
    if match["count"] == "半":
        return _Period(_months_ago(today, 6), today) if unit == "年" else _Period(today - timedelta(days=15), today)
    count = number(match["count"])
    if unit in {"天", "日"}:
        return _Period(today - timedelta(days=count), today)
    if unit in {"周", "星期", "礼拜"}:
        return _Period(today - timedelta(weeks=count), today)
    return _Period(_months_ago(today, count * (12 if unit == "年" else 1)), today)


def _named(match: re.Match[str], today: date) -> _Period | None:
    if match["subject"]:
        return None
    monday = today - timedelta(days=today.weekday())
    last_month = today.replace(day=1) - timedelta(days=1)
    periods = {
        "今天": _Period(today, today),
        "昨天": _Period(today - timedelta(days=1), today - timedelta(days=1)),
        "前天": _Period(today - timedelta(days=2), today - timedelta(days=2)),
        "周": _Period(monday, today),
        "上周": _Period(monday - timedelta(days=7), monday - timedelta(days=1)),
        "月": _month(today.year, today.month),
        "上月": _month(last_month.year, last_month.month),
        "今年": _whole_year(today.year),
        "去年": _whole_year(today.year - 1),
        "前年": _whole_year(today.year - 2),
    }
    return periods[_ONE_NAME.get(match["name"], match["name"])]


_ONE_NAME = {
    "本周": "周",
    "这周": "周",
    "本月": "月",
    "这个月": "月",
    "上个月": "上月",
    "本年": "今年",
    "上一年": "去年",
}


def _day(match: re.Match[str], n: str) -> _Period:
    """The year, the month or the day that the groups of that number name."""
    year = number(match[f"year{n}"])
    month, day = (match[f"{part}{n}"] or match[f"{part}_of_figures{n}"] for part in ("month", "day"))
    if month is None:
        return _whole_year(year)
    if day is None:
        return _month(year, number(month))
    exact = date(year, number(month), number(day))
    return _Period(exact, exact)


def _whole_year(year: int) -> _Period:
    return _Period(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> _Period:
    return _Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _months_ago(today: date, months: int) -> date:
    """The same day so many months before, or the last of that month."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _in_order(first: date | None, last: date | None) -> _Period | None:
    return _Period(first, last) if first and last and first <= last else None


def _narrowing(period: _Period) -> Narrowing:
    return Narrowing(published_from=period.first, published_until=period.last)


def _in_words(period: _Period) -> str:
    """The days, as they are written in addresses too: 2023-01-01 – 2023-12-31, and open where there is no bound."""
    first, last = (day.isoformat() if day else "" for day in period)
    return first if first == last else f"{first} – {last}".strip()
