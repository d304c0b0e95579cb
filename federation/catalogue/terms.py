"""Within which time, in which form and how often each catalogue item is published, where no court and no platform says otherwise.

Time limits that a law or a judicial interpretation sets are statutory: a platform may make them shorter, never longer. For all others
article 2 (3) of the opinion asks for a reasonable time; twenty working days are what 政府信息公开条例, article 26, gives the administration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from federation.catalogue.items import ITEMS


class Unit(StrEnum):
    """How days of a time limit are counted."""

    WORKING = "working"
    CALENDAR = "calendar"


class Form(StrEnum):
    """A form in which an item has to be offered (article 13)."""

    TEXT = "text"
    TABLE = "table"
    FIXED = "fixed"


FILE_TYPES_OF: Mapping[Form, frozenset[str]] = MappingProxyType(
    {
        Form.TABLE: frozenset({"xlsx", "xls", "csv", "ods", "et"}),
        Form.FIXED: frozenset({"pdf", "ofd"}),
    }
)
"""File types, any of which fulfils a form. Text is what every page is."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `days` from the event that `since` names; before it where `ahead`. `basis` is the rule that says so, "" for a reasonable time."""

    days: int
    unit: Unit
    since: str
    basis: str = ""
    ahead: bool = False

    @property
    def statutory(self) -> bool:
        return bool(self.basis)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is demanded of one item. After `renewal_days` without anything new it counts as overdue."""

    limit: Limit
    renewal_days: int
    forms: tuple[Form, ...] = field(default=(Form.TEXT,))


REASONABLE = Limit(20, Unit.WORKING, "信息形成或者变更")
TWO_WEEKS, HALF_A_YEAR, A_YEAR, TWO_YEARS = 14, 183, 366, 731

_RENEWED_EVERY = {
    # Two weeks for news and half a year for notices are the State Council's limits for government sites (2019).
    TWO_WEEKS: "4.6",
    HALF_A_YEAR: "5.2 5.3 5.4 5.6 5.7 6.2 6.3 10.1 10.2 10.4",
    TWO_YEARS: "5.10 5.11 7.1 8.3 9.1 9.2",
}
_LIMITS = {
    "4.6": Limit(5, Unit.WORKING, "会议、活动结束"),
    "5.3": Limit(3, Unit.CALENDAR, "开庭", "《中华人民共和国民事诉讼法》第一百三十九条", ahead=True),
    "5.4": Limit(7, Unit.WORKING, "裁判文书生效", "法释〔2016〕19号第七条"),
    "5.7": Limit(5, Unit.CALENDAR, "立案", "法释〔2014〕5号第三条"),
    "5.8": Limit(25, Unit.CALENDAR, "裁定受理破产申请", "《中华人民共和国企业破产法》第十四条"),
    "6.3": Limit(15, Unit.CALENDAR, "拍卖", "法释〔2016〕18号第十二条", ahead=True),
    "8.2": Limit(20, Unit.CALENDAR, "财政部门批复", "《中华人民共和国预算法》第十四条"),
}
_FORMS = {
    "4.4": (Form.TEXT, Form.FIXED),
    "4.5": (Form.TEXT, Form.FIXED),
    "5.1": (Form.TEXT, Form.TABLE),
    "6.4": (Form.TEXT, Form.TABLE),
    "6.5": (Form.TEXT, Form.TABLE),
    "8.2": (Form.TEXT, Form.FIXED),
}
_RENEWAL = {code: days for days, codes in _RENEWED_EVERY.items() for code in codes.split()}

TERMS: Mapping[str, Terms] = MappingProxyType(
    {
        item.code: Terms(
            _LIMITS.get(item.code, REASONABLE),
            _RENEWAL.get(item.code, A_YEAR),
            _FORMS.get(item.code, (Form.TEXT,)),
        )
        for item in ITEMS
    }
)
"""The terms of all 45 items by code."""
