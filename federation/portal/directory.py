"""The directory's filters: from an address to courts, and back."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from federation.courts.models import Court
from federation.domain.courts import Level
from federation.portal.finding_courts import find_courts
from federation.portal.parameters import page_number, typed

COURTS_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What the directory is narrowed to. `level` and `province` are one of those that exist, or empty."""

    text: str = ""
    level: str = ""
    province: str = ""
    hosted: bool = False
    page: int = 1

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.level or self.province or self.hosted)

    @property
    def is_a_province(self) -> bool:
        """Nothing but a province is asked for, so that its courts can be shown as a tree."""
        return bool(self.province) and not (self.text or self.level or self.hosted)

    def courts(self) -> QuerySet[Court]:
        """The courts asked for: the likeliest first where something was typed, else by pinyin."""
        courts = Court.objects.select_related("superior")
        if self.level:
            courts = courts.filter(level=self.level)
        if self.province:
            courts = courts.filter(province=self.province)
        if self.hosted:
            courts = courts.filter(site__isnull=False, site__closed_at__isnull=True)
        return find_courts(courts, self.text)

    def address(self, *, page: int = 1) -> str:
        """The shortest address that asks this."""
        return directory_address(replace(self, page=page))


def read_filters(parameters: QueryDict, *, provinces: list[str]) -> Filters:
    """The filters that an address asks for. What does not exist is left out."""
    level, province = typed(parameters, "level"), typed(parameters, "province")
    return Filters(
        text=typed(parameters, "q"),
        level=level if level in set(Level) else "",
        province=province if province in provinces else "",
        hosted=parameters.get("hosted") == "1",
        page=page_number(parameters),
    )


def directory_address(filters: Filters) -> str:
    pairs = {
        "q": filters.text,
        "level": filters.level,
        "province": filters.province,
        "hosted": "1" if filters.hosted else "",
        "page": filters.page if filters.page > 1 else "",
    }
    query = urlencode({name: value for name, value in pairs.items() if value})
    return reverse("portal:courts") + (f"?{query}" if query else "")
