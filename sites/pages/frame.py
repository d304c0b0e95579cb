"""What stands around every page of a court's site: the strip of the group, the head, the columns and the foot."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail import hooks
from wagtail.models import Site

from federation.courts.models import PUBLIC_SCHEMA
from federation.courts.selectors import court_of_schema, portal_address, superiors_of
from federation.domain.courts import CourtIdentity
from sites.pages.column import ColumnPage
from sites.pages.column_map import MappedColumn, mapped_columns
from sites.pages.home import HomePage

FOOT_LINKS = "court_foot_links"
"""Hook of rooms above this one: a function without arguments that gives the links which the foot of every page has for it."""


@dataclass(frozen=True, slots=True)
class FootLink:
    label: str
    url: str


@dataclass
class Frame:
    """Read from the database as a template asks for it, once a request."""

    request: HttpRequest

    @cached_property
    def court(self) -> CourtIdentity | None:
        return court_of_schema()

    @cached_property
    def superiors(self) -> list[CourtIdentity]:
        return superiors_of(self.court.code) if self.court else []

    @cached_property
    def portal(self) -> str:
        return portal_address()

    @cached_property
    def home(self) -> HomePage | None:
        site = Site.find_for_request(self.request)
        return site.root_page.specific if site else None

    @cached_property
    def columns(self) -> list[ColumnPage]:
        """What the menu offers: top columns that hold something to read."""
        return list(ColumnPage.objects.shown().in_menu().child_of(self.home)) if self.home else []

    @cached_property
    def map(self) -> list[MappedColumn]:
        """All top columns that hold something, with what stands in each."""
        return mapped_columns(self.home) if self.home else []

    @cached_property
    def foot_links(self) -> list[FootLink]:
        return [link for links in hooks.get_hooks(FOOT_LINKS) for link in links()]

    @cached_property
    def seal(self) -> str:
        """The character of the seal: the one chosen, or the first of the place that the court is named after."""
        if self.home and self.home.seal:
            return self.home.seal
        return _place(self.court.name)[:1] if self.court else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Outside a court's site there is no frame."""
    if getattr(getattr(request, "tenant", None), "schema_name", PUBLIC_SCHEMA) == PUBLIC_SCHEMA:
        return {}
    return {"frame": SimpleLazyObject(lambda: Frame(request))}


def _place(name: str) -> str:
    """The innermost place in a court's name: 北京市朝阳区人民法院 -> 朝阳区."""
    place = name
    for unit in ("省", "自治区", "市", "自治州", "盟", "地区"):
        head, separator, tail = place.partition(unit)
        if separator and tail and tail[0] not in "人中高第" and len(head) > 1:
            place = tail
    return place
