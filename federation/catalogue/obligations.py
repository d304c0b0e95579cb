"""What a court owes on a day: the items of its level, the terms that count for it, and the year's priorities in effect."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from federation.catalogue.items import ITEMS, CatalogueItem, owed_by
from federation.catalogue.models import ItemTerms, Priority
from federation.catalogue.terms import TERMS, Form, Limit
from federation.courts.models import Court
from federation.domain.courts import Level


@dataclass(frozen=True, slots=True)
class YearDemand:
    """A priority in effect: who issued it, and what it asks."""

    issuer: str
    demand: str
    since: date


@dataclass(frozen=True, slots=True)
class Obligation:
    """One item as a court owes it. Nothing new for `renewal_days` makes it overdue."""

    item: CatalogueItem
    limit: Limit
    renewal_days: int
    forms: tuple[Form, ...]
    demands: tuple[YearDemand, ...] = ()


def all_obligations() -> list[Obligation]:
    """All 45 items on the terms of the platform, without anybody's priorities."""
    own = {row.item: row for row in ItemTerms.objects.all()}
    return [_obligation(item, own.get(item.code), []) for item in ITEMS]


def obligations_of(court: Court, *, on: date) -> list[Obligation]:
    """All items that a court owes on a day, in the order of the opinion."""
    own = {row.item: row for row in ItemTerms.objects.all()}
    priorities = _priorities(court, on)
    return [_obligation(item, own.get(item.code), priorities) for item in owed_by(Level(court.level))]


def _obligation(item: CatalogueItem, own: ItemTerms | None, priorities: list[Priority]) -> Obligation:
    terms = TERMS[item.code]
    of_item = [row for row in priorities if row.item == item.code]
    limit = terms.limit if own is None else replace(terms.limit, days=own.limit_days)
    renewals = [
        own.renewal_days if own else terms.renewal_days,
        *(row.renewal_days for row in of_item if row.renewal_days),
    ]
    return Obligation(
        item,
        limit,
        min(renewals),
        terms.forms,
        tuple(YearDemand(row.issuer.name, row.demand, row.effective_on) for row in of_item),
    )


def _priorities(court: Court, on: date) -> list[Priority]:
    """The superior court's, nearest last, and the court's own."""
    issuers = [court.code, *(each.code for each in court.superiors())]
    rows = Priority.objects.filter(
        Q(levels=[]) | Q(levels__contains=[court.level]), year=on.year, effective_on__lte=on, issuer__in=issuers
    )
    return list(rows.select_related("issuer").order_by("item", "effective_on", "pk"))
