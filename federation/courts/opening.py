"""Opening a court's site, taking it off line, and bringing it back."""

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context, schema_exists

from federation.courts.cloning import clone_schema
from federation.courts.errors import DomainRefused, SiteRefused, UnknownCourt
from federation.courts.models import Court, CourtSite, Domain
from federation.courts.names import checked_domain, schema_name
from federation.courts.schemas import build_templates, template_schema
from federation.courts.signals import court_site_closed, court_site_opened, court_site_reopened
from federation.domain.courts import Level
from federation.ledger.events import Event
from federation.ledger.recording import record_act

log = structlog.get_logger(__name__)
OPENING_LOCK = 0x6F70656E  # "open": any number that no other advisory lock of the platform uses


def open_site(*, code: str, domain: str) -> CourtSite:
    """Open the site of a court by cloning its level's template, in one transaction: a crash leaves nothing behind.

    Raises UnknownCourt, DomainRefused or SiteRefused.
    """
    court = find_court(code)
    host = checked_domain(domain)
    build_templates()
    with transaction.atomic():
        _wait_for_other_openings()
        _refuse_what_is_taken(court, host)
        site = CourtSite.objects.create(court=court, schema_name=schema_name(court.code))
        Domain.objects.create(domain=host, tenant=site, is_primary=True)
        clone_schema(source=template_schema(Level(court.level)), target=site.schema_name)
        record_act(court=str(site.court_id), event=Event.SITE_OPENED, domain=host)
        with schema_context(site.schema_name):
            court_site_opened.send(sender=CourtSite, court=site.identity())
    log.info("court_site_opened", court=court.code, domain=host)
    return site


def close_site(*, code: str) -> CourtSite:
    """Take a court's site off line and out of search, and keep its data. Raises UnknownCourt or SiteRefused."""
    site = find_site(code)
    if site.closed_at:
        raise SiteRefused(_("%(court)s的网站已经关闭。") % {"court": site})
    with transaction.atomic():
        CourtSite.objects.filter(pk=site.pk).update(closed_at=timezone.now())
        record_act(court=str(site.court_id), event=Event.SITE_CLOSED, domain=site.domain)
        with schema_context(site.schema_name):
            court_site_closed.send(sender=CourtSite, court=site.identity())
    site.refresh_from_db()
    log.info("court_site_closed", court=site.court_id)
    return site


def reopen_site(*, code: str) -> CourtSite:
    """Undo `close_site`. Raises UnknownCourt or SiteRefused."""
    site = find_site(code)
    if not site.closed_at:
        raise SiteRefused(_("%(court)s的网站没有关闭，无需恢复。") % {"court": site})
    with transaction.atomic():
        CourtSite.objects.filter(pk=site.pk).update(closed_at=None)
        record_act(court=str(site.court_id), event=Event.SITE_REOPENED, domain=site.domain)
        with schema_context(site.schema_name):
            court_site_reopened.send(sender=CourtSite, court=site.identity())
    site.refresh_from_db()
    log.info("court_site_reopened", court=site.court_id)
    return site


def find_court(code: str) -> Court:
    court = Court.objects.filter(code=code.strip()).first() if code.isprintable() else None
    if court is None:
        raise UnknownCourt(
            _("名录中没有代字为“%(code)s”的法院。请核对代字（例如 京0105），或先在平台后台的法院名录中添加。")
            % {"code": code}
        )
    return court


def find_site(code: str) -> CourtSite:
    """The site of a court, open or closed. Raises UnknownCourt, or SiteRefused when it has none."""
    court = find_court(code)
    site = CourtSite.objects.hosted().filter(court=court).first()
    if site is None:
        raise SiteRefused(_("%(court)s在本平台没有网站。请先用 open_site 开通。") % {"court": court})
    return site


def _wait_for_other_openings() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OPENING_LOCK])


def _refuse_what_is_taken(court: Court, host: str) -> None:
    existing = CourtSite.objects.hosted().filter(court=court).first()
    if existing is not None:
        raise SiteRefused(
            _("%(court)s的网站已经开通，地址为 %(address)s。") % {"court": court, "address": existing.address}
        )
    taken = Domain.objects.filter(domain=host).select_related("tenant__court").first()
    if taken is not None:
        raise DomainRefused(
            _("域名 %(domain)s 已由%(owner)s使用，请换一个域名。") % {"domain": host, "owner": taken.tenant}
        )
    if schema_exists(schema_name(court.code)):
        raise SiteRefused(
            _("数据库中已有名为 %(schema)s 的模式，却没有对应的网站。请先核对并改名或删除它。")
            % {"schema": schema_name(court.code)}
        )
