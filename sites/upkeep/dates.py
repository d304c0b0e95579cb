"""When something was last made public under each page of the tree, read with one query however many columns there are."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max
from django.db.models.functions import Coalesce, Least, Length, Substr
from django.utils import timezone
from wagtail.models import Page

from sites.pages.base import HOME_DEPTH
from sites.pages.shown import IS_COLUMN


@dataclass(frozen=True, slots=True)
class Held:
    """What the public reads below a page: how many pages, `own` of them directly; when the newest was added and any was changed."""

    pages: int = 0
    own: int = 0
    added: date | None = None
    changed: date | None = None

    def with_more(self, other: "Held") -> "Held":
        return Held(
            self.pages + other.pages,
            self.own + other.own,
            later(self.added, other.added),
            later(self.changed, other.changed),
        )


def later(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def held_below() -> dict[str, Held]:
    """By tree path, of every page that anything public stands below, at any depth.

    Of an article counts the day that stands on it, but never one after the day it really went out: a date in the future renews nothing.
    """
    found: dict[str, Held] = {}
    for path, pages, added, changed in _by_parent():
        for depth in range(HOME_DEPTH, len(path) // Page.steplen + 1):
            above = path[: depth * Page.steplen]
            held = Held(pages, pages if above == path else 0, _day(added), _day(changed))
            found[above] = found.get(above, Held()).with_more(held)
    return found


def _by_parent() -> list[tuple[str, int, datetime | None, datetime | None]]:
    published = Coalesce(Least(F("articlepage__published_at"), F("last_published_at")), F("first_published_at"))
    pages = Page.objects.live().public().filter(depth__gt=HOME_DEPTH).exclude(IS_COLUMN)
    rows = (
        pages.order_by()
        .annotate(parent=Substr("path", 1, Length("path") - Page.steplen))
        .values("parent")
        .annotate(number=Count("pk"), added=Max(published), changed=Max("last_published_at"))
    )
    return [(row["parent"], row["number"], row["added"], row["changed"]) for row in rows]


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
