"""Under which host names a court's site answers."""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.courts.errors import DomainRefused
from federation.courts.models import CourtSite, Domain
from federation.courts.names import checked_domain
from federation.courts.signals import court_domain_changed
from federation.ledger.events import Event
from federation.ledger.recording import record_act

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DomainSwitch:
    """What a switch changed: enough to switch back with `switch_domain(site, to=before, drop=added)`."""

    before: str
    after: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@transaction.atomic
def switch_domain(site: CourtSite, *, to: str, aliases: Iterable[str] = (), drop: Iterable[str] = ()) -> DomainSwitch:
    """Make `to` the domain of a court's links. The one before stays, and answers with a redirect, like the aliases.

    Those to `drop` answer no more. Whatever carries the domain follows in the same transaction (`court_domain_changed`).
    Raises DomainRefused for what is no host name, is another site's, or would be dropped and kept at once.
    """
    primary = checked_domain(to)
    wanted = {primary, *(checked_domain(alias) for alias in aliases)}
    dropped = {checked_domain(host) for host in drop} - wanted
    CourtSite.objects.select_for_update().get(pk=site.pk)
    for host in sorted(wanted):
        refuse_domain_of_another(site, host)
    own = set(Domain.objects.filter(tenant=site).values_list("domain", flat=True))
    before = Domain.objects.get(tenant=site, is_primary=True).domain
    for host in sorted(wanted - own):
        Domain.objects.create(domain=host, tenant=site, is_primary=False)
    Domain.objects.filter(tenant=site, domain__in=dropped).delete()
    Domain.objects.get(domain=primary).make_primary()
    changed = CourtSite.objects.hosted().get(pk=site.pk)
    switch = DomainSwitch(before, primary, tuple(sorted(wanted - own)), tuple(sorted(dropped & own)))
    _record(site, switch)
    with schema_context(site.schema_name):
        court_domain_changed.send(sender=CourtSite, court=changed.identity())
    log.info("court_domain_changed", court=site.court_id, before=before, after=primary)
    return switch


def _record(site: CourtSite, switch: DomainSwitch) -> None:
    record_act(
        court=str(site.court_id),
        event=Event.DOMAIN_CHANGED,
        before=switch.before,
        domain=switch.after,
        added=[*switch.added],
        dropped=[*switch.dropped],
    )


def refuse_domain_of_another(site: CourtSite, host: str) -> None:
    """Raises DomainRefused where a host name answers for another court's site, or for the portal."""
    taken = Domain.objects.filter(domain=host).exclude(tenant=site).select_related("tenant__court").first()
    if taken is not None:
        raise DomainRefused(
            _("域名 %(domain)s 已由%(owner)s使用，请换一个域名。") % {"domain": host, "owner": taken.tenant}
        )
