"""The same text at other courts: a court asks for it to come down, and the superior decides."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from federation.coordination.models import CopyRequest
from federation.courts.models import Domain
from federation.courts.selectors import court_of_schema

State = CopyRequest.State


def ask_for_copies(
    urls: Collection[str], *, withdrawal: UUID, title: str, reason: str, words: str, asked_by: str
) -> int:
    """Ask, on behalf of the current schema's court, for what stands at these addresses. Returns how many are asked for now."""
    own = court_of_schema()
    if own is None:
        return 0
    holders = _courts_at(urls)
    rows = [
        CopyRequest(
            asking_id=own.code,
            holding_id=holders[url],
            withdrawal=withdrawal,
            title=title[:255],
            url=url,
            reason=reason,
            words=words,
            asked_by=asked_by,
        )
        for url in urls
        if holders.get(url)
    ]
    before = CopyRequest.objects.filter(withdrawal=withdrawal).count()
    CopyRequest.objects.bulk_create(rows, ignore_conflicts=True)
    return CopyRequest.objects.filter(withdrawal=withdrawal).count() - before


def requests_of(withdrawal: UUID) -> QuerySet[CopyRequest]:
    return CopyRequest.objects.filter(withdrawal=withdrawal).select_related("holding").order_by("url")


def settle_requests(urls: Collection[str], *, state: State, by: str) -> None:
    """Whoever asked for one of these addresses sees what was decided."""
    waiting = CopyRequest.objects.filter(url__in=urls, state=State.WAITING)
    waiting.update(state=state, decided_by=by, decided_at=timezone.now())


def _courts_at(urls: Collection[str]) -> dict[str, str]:
    """The court whose site answers at each address."""
    hosts = {url: url.partition("://")[2].partition("/")[0].partition(":")[0] for url in urls}
    found = Domain.objects.filter(domain__in=hosts.values(), tenant__court__isnull=False)
    courts = dict(found.values_list("domain", "tenant__court"))
    return {url: courts[host] for url, host in hosts.items() if host in courts}
