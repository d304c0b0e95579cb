"""The portal's own row in the table of tenants: the public schema under the portal's domain."""

from django.conf import settings

from federation.courts.models import PUBLIC_SCHEMA, CourtSite, Domain


def ensure_portal() -> CourtSite:
    """The portal's row, answering under PORTAL_DOMAIN; a portal that has moved answers under its old domain too."""
    portal, _made = CourtSite.objects.get_or_create(schema_name=PUBLIC_SCHEMA)
    Domain.objects.update_or_create(
        domain=settings.PORTAL_DOMAIN.removeprefix("www."), defaults={"tenant": portal, "is_primary": True}
    )
    return portal
