"""Reads of the directory for the portal's pages, as values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from federation.courts.models import Court, CourtSite
from federation.domain.courts import Level

LEVEL_LABELS: dict[Level, Promise] = {
    Level.SUPREME: _("最高人民法院"),
    Level.HIGH: _("高级人民法院"),
    Level.INTERMEDIATE: _("中级人民法院"),
    Level.BASIC: _("基层人民法院"),
}
REGIONS: dict[str, Promise] = {
    "1": _("华北"), "2": _("东北"), "3": _("华东"), "4": _("中南"), "5": _("西南"), "6": _("西北"), "": _("其他"),
}  # fmt: skip
"""The first digit of a division code (GB/T 2260). Courts of the Corps and of the army have none."""


@dataclass(frozen=True, slots=True)
class Province:
    name: str
    courts: int
    hosted: int


@dataclass(frozen=True, slots=True)
class Region:
    name: Promise
    provinces: tuple[Province, ...]


@dataclass(frozen=True, slots=True)
class LevelCount:
    level: Level
    label: Promise
    courts: int
    hosted: int


@dataclass(slots=True)
class Branch:
    """A court in the tree of its province, with the courts below it, and the address of its site where one is on line."""

    court: Court
    address: str = ""
    below: list["Branch"] = field(default_factory=list)

    @property
    def twigs(self) -> list["Branch"]:
        """The courts below that have none below themselves."""
        return [branch for branch in self.below if not branch.below]

    @property
    def boughs(self) -> list["Branch"]:
        """The courts below that have courts below themselves."""
        return [branch for branch in self.below if branch.below]


_ON_LINE = Q(site__isnull=False, site__closed_at__isnull=True)


def regions() -> list[Region]:
    """The provinces with the numbers of their courts, in the order of their division codes, by region."""
    rows = (
        Court.objects.exclude(province="")
        .values("province")
        .annotate(courts=Count("code"), hosted=Count("code", filter=_ON_LINE))
        .annotate(division=Min("division_code", filter=Q(level=Level.HIGH)))
        .order_by("division", "province")
    )
    by_digit: dict[str, list[Province]] = defaultdict(list)
    for row in rows:
        digit = (row["division"] or "")[:1]
        by_digit[digit if digit in REGIONS else ""].append(Province(row["province"], row["courts"], row["hosted"]))
    return [Region(name, tuple(by_digit[digit])) for digit, name in REGIONS.items() if by_digit[digit]]


def level_counts() -> list[LevelCount]:
    rows = (
        Court.objects.order_by().values("level").annotate(courts=Count("code"), hosted=Count("code", filter=_ON_LINE))
    )
    counts = {row["level"]: row for row in rows}
    return [
        LevelCount(level, label, counts[level]["courts"], counts[level]["hosted"])
        for level, label in LEVEL_LABELS.items()
        if level in counts
    ]


def sites_on_line() -> QuerySet[CourtSite]:
    return CourtSite.objects.on_line().prefetch_related("domains").order_by("court__pinyin")


def addresses_of(courts: Iterable[Court]) -> dict[str, str]:
    """Code -> address of the court's site, for those courts whose site is on line here."""
    codes = [court.code for court in courts]
    return {site.court_id: site.address for site in sites_on_line().filter(court__in=codes)}


def with_addresses(courts: Iterable[Court]) -> list[Branch]:
    """Courts as leaves, each with the address of its site."""
    listed = list(courts)
    addresses = addresses_of(listed)
    return [Branch(court, addresses.get(court.code, "")) for court in listed]


def tree_of_province(province: str) -> list[Branch]:
    """The courts of a province under those of them that stand highest, usually the one high court."""
    branches = {
        branch.court.code: branch for branch in with_addresses(Court.objects.filter(province=province).order_by("code"))
    }
    tops: list[Branch] = []
    for branch in branches.values():
        superior = branches.get(branch.court.superior_id or "")
        (superior.below if superior else tops).append(branch)
    return tops


def site_of(court: Court) -> CourtSite | None:
    """The court's site on this platform, also one that is closed."""
    return CourtSite.objects.hosted().prefetch_related("domains").filter(court=court).first()
