"""What is known of addresses and pages that were taken down: for visitors, the ledger and old addresses."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from wagtail.models import Page

from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.publishing.withdrawal.models import Withdrawal, WithdrawnAddress
from sites.publishing.withdrawal.reasons import Outcome

HOME_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Departure:
    """What a visitor of an address that is gone is told. `title` is empty unless it may be known; `page` is the next best one."""

    title: str
    at: datetime
    reason: str
    corrected: bool
    page: Page | None


def find_withdrawn(path: str) -> WithdrawnAddress | None:
    """What stood at an address, or else at the nearest one above it; None if neither was taken down."""
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:count]) + "/" for count in range(len(parts), 0, -1)]
    rows = WithdrawnAddress.objects.filter(path__in=above, ended_at=None).select_related("withdrawal__replacement")
    found = {row.path: row for row in rows}
    return next((found[each] for each in above if each in found), None)


def find_withdrawn_page(page_id: int) -> WithdrawnAddress | None:
    """The standing withdrawal of a page."""
    rows = WithdrawnAddress.objects.filter(page=page_id, ended_at=None).select_related("withdrawal__replacement")
    return rows.first()


def public_page_at(path: str) -> Page | None:
    """The page that anybody may read at an address on the site."""
    home = Page.objects.filter(depth=HOME_DEPTH).order_by("path").first()
    inner = path.strip("/")
    if home is None:
        return None
    return Page.objects.live().public().filter(url_path=home.url_path + (f"{inner}/" if inner else "")).first()


def replacement_of(row: WithdrawnAddress) -> Page | None:
    """The public page that stands in the place of what was taken down; none while it is not public itself."""
    target = row.withdrawal.replacement
    if row.withdrawal.outcome != Outcome.REPLACED or target is None:
        return None
    return Page.objects.live().public().filter(pk=target.pk).first()


def departure_of(row: WithdrawnAddress) -> Departure:
    withdrawal = row.withdrawal
    return Departure(
        title=row.title if withdrawal.shows_title else "",
        at=withdrawal.withdrawn_at,
        reason=withdrawal.in_public() if withdrawal.outcome != Outcome.CORRECTED else "",
        corrected=withdrawal.outcome == Outcome.CORRECTED,
        page=_nearest_public(row),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What the ledger enters of a page that comes down."""

    event: Event
    details: Mapping[str, JSON]


def said_of_withdrawals(page_ids: Collection[int]) -> dict[int, Said]:
    """By page, for those that were taken down."""
    rows = WithdrawnAddress.objects.filter(page__in=page_ids, ended_at=None).select_related("withdrawal")
    return {row.page: _said(row.withdrawal) for row in rows}


def corrections_of(page: Page) -> list[Withdrawal]:
    """The notices that stand on a page: of corrections that were made public since they were announced, newest first."""
    return list(_corrections().filter(page=page.pk))


def words_of_corrections(page_ids: Collection[int]) -> dict[int, str]:
    """By page, what its notices say, one a line."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    for page, said in _corrections().filter(page__in=page_ids).values_list("page", "public_words"):
        words[page].append(said)
    return {page: "\n".join(lines) for page, lines in words.items()}


def _corrections() -> QuerySet[Withdrawal]:
    """Announced corrections whose page has gone public since, newest first."""
    announced = Withdrawal.objects.filter(outcome=Outcome.CORRECTED, ended_at=None)
    return announced.filter(withdrawn_at__lte=F("page__last_published_at"))


def _said(withdrawal: Withdrawal) -> Said:
    reason = "：".join(filter(None, (str(withdrawal.get_reason_display()), withdrawal.words)))
    outcome = str(withdrawal.get_outcome_display())
    event = Event.EMERGENCY_WITHDRAWN if withdrawal.urgent else Event.WITHDRAWN
    return Said(event, {"reason": reason, "outcome": outcome, "withdrawal": withdrawal.pk})


def _nearest_public(row: WithdrawnAddress) -> Page | None:
    """By the address, for the page may have been deleted: the nearest column above it that everybody may read."""
    home = Page.objects.filter(depth=HOME_DEPTH).order_by("path").first()
    if home is None:
        return None
    parts = row.path.strip("/").split("/")[:-1]
    above = [f"{home.url_path}{'/'.join(parts[:count])}/" for count in range(len(parts), 0, -1)]
    return Page.objects.live().public().filter(url_path__in=above).order_by("-depth").first()
