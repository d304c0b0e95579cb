"""Reads of the directory for the other rooms, as values."""

from django.conf import settings

from federation.courts.current import current_schema
from federation.courts.models import Court, CourtSite, Domain, site_address
from federation.domain.courts import CourtIdentity


def court_of_schema(schema: str | None = None) -> CourtIdentity | None:
    """The court whose site is the given schema, by default the connection's. None for the portal and the templates."""
    site = CourtSite.objects.hosted().prefetch_related("domains").filter(schema_name=schema or current_schema()).first()
    return site.identity() if site else None


def superiors_of(code: str) -> list[CourtIdentity]:
    """The courts above one, nearest first, with the addresses of those that have a site here."""
    superiors = Court.objects.get(code=code).superiors()
    sites = CourtSite.objects.on_line().prefetch_related("domains").filter(court__in=superiors)
    addresses = {site.court_id: site.address for site in sites}
    return [court.identity(address=addresses.get(court.code, "")) for court in superiors]


def portal_address() -> str:
    return site_address(settings.PORTAL_DOMAIN)


def hosts_of_schema() -> frozenset[str]:
    """The host names under which the connection's site answers, without `www.`, which is answered along with each."""
    return frozenset(Domain.objects.filter(tenant__schema_name=current_schema()).values_list("domain", flat=True))
