"""How long a column of each kind may go without anything new, and how much of that fails a whole site.

Days are calendar days, as in the State Council's inspection of government sites (政府网站与政务新媒体检查指标, 2019): a site is
looked at on weekends and holidays too. The platform may change every figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from federation.catalogue.columns import ColumnType
from federation.upkeep.models import FreshnessRule, InspectionTerms

SOON = timedelta(days=7)
"""Before it falls due, whoever answers for a column is told."""


@dataclass(frozen=True, slots=True)
class Rule:
    """After `days` without anything new a column is overdue, after `long_days` it has long been so.

    Where `confirmable`, what it holds may stay right for years: that somebody has looked and found it right counts as much as news.
    """

    days: int
    long_days: int
    confirmable: bool


TWO_WEEKS, HALF_A_YEAR, A_YEAR, TWO_YEARS = 14, 183, 366, 731
DEFAULTS: Mapping[ColumnType, Rule] = MappingProxyType(
    {
        ColumnType.NEWS: Rule(TWO_WEEKS, HALF_A_YEAR, confirmable=False),
        ColumnType.NOTICE: Rule(HALF_A_YEAR, A_YEAR, confirmable=False),
        ColumnType.GUIDE: Rule(HALF_A_YEAR, A_YEAR, confirmable=True),
        ColumnType.DOCUMENT: Rule(A_YEAR, TWO_YEARS, confirmable=True),
        ColumnType.ORGANISATION: Rule(HALF_A_YEAR, A_YEAR, confirmable=True),
    }
)


def freshness_rules() -> dict[ColumnType, Rule]:
    """The rules in force: what the platform has set, else the defaults."""
    own = {row.kind: row for row in FreshnessRule.objects.all()}
    return {
        kind: Rule(own[kind].days, own[kind].long_days, own[kind].confirmable) if kind in own else default
        for kind, default in DEFAULTS.items()
    }


def inspection_terms() -> InspectionTerms:
    """When a site fails. As the platform has set them, else the State Council's figures; not stored by reading."""
    return InspectionTerms.objects.filter(pk=1).first() or InspectionTerms(pk=1)


def due_after(last: date, rule: Rule) -> date:
    """The last day on which a column that was renewed on `last` is in time."""
    return last + timedelta(days=rule.days)
