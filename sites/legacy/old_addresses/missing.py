"""Addresses that visitors ask for and nothing answers: counted, bounded, and nothing about the visitor kept."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.db import Error, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from federation.courts.current import on_platform
from federation.domain.visitors import is_machine
from sites.legacy.addresses import host_of, path_of
from sites.legacy.models import MissedAddress, OldAddress
from sites.legacy.old_addresses.keys import address_asked, key_on_site, keys_asked
from sites.legacy.old_addresses.privacy import is_personal, without_personal_parameters

log = structlog.get_logger(__name__)
MOST_ROWS = 5000
KEPT_WHEN_PRUNED = 4500
LONGEST_KEY, LONGEST_REFERRER = 500, 300
WAITING_FOR_A_ROW = "250ms"
# What scanners look for on every host of the world. The group is what a site that had it would have other addresses under.
_PROBES = re.compile(
    r"^(?P<family>/(?:wp-|xmlrpc\.php|\.|phpmyadmin|pma/|adminer|cgi-bin/|vendor/|actuator|boaform|hnap1|solr/|_ignition|druid|nacos"
    r"|console/|owa/|ecp/|autodiscover|manager/html|geoserver|telescope|debug/|server-status|phpinfo|shell|admin\.php|config\.))"
    r"|/\.(?:env|git|svn|aws|ssh|ds_store)|\.(?:sql|bak|swp|env|ini|conf|log|mdb|ya?ml|pem|key)$",
    re.I,
)
# What browsers and phones ask of every site by themselves.
_BROWSERS_OWN = re.compile(r"^/(?:favicon\.ico|apple-touch-icon[\w-]*\.png)$")
_NOT_COUNTED = ("/admin/", "/-/", "/static/", "/parties/")
_COUNT = """
    INSERT INTO {missed} (key, url, referrer, hits, first_at, last_at, ignored)
    SELECT %(key)s, %(url)s, %(referrer)s, 1, %(now)s, %(now)s, false
    WHERE NOT EXISTS (SELECT 1 FROM {old} WHERE key = ANY(%(keys)s))
    ON CONFLICT (key) DO UPDATE SET hits = {missed}.hits + 1, last_at = excluded.last_at,
        referrer = COALESCE(NULLIF({missed}.referrer, ''), excluded.referrer)
    RETURNING hits
"""


class MissedAddressMiddleware:
    """Counts what a court's site answers 404 in the end, after redirects and the slash that Django adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and not on_platform():
            note_missed(request)
        return response


def note_missed(request: HttpRequest) -> None:
    """Count an address that was answered 404. Whatever goes wrong here is logged and harms no answer."""
    address = without_personal_parameters(address_asked(request))
    key = key_on_site(address)
    if not _is_worth_noting(request, key):
        return
    try:
        with transaction.atomic():
            if _count(request, key, address) == 1:
                _prune()
    except Error as error:
        log.warning("missed_address_not_noted", error=type(error).__name__)


def _is_worth_noting(request: HttpRequest, key: str) -> bool:
    if request.method != "GET" or request.path.startswith(_NOT_COUNTED):
        return False
    if is_machine(request.headers.get("User-Agent", "")) or _BROWSERS_OWN.match(request.path):
        return False
    return bool(key) and len(key) <= LONGEST_KEY and not is_personal(path_of(key)) and not _is_probe(key)


def _is_probe(key: str) -> bool:
    """Whether a scanner asks, on a site that never had such addresses."""
    probe = _PROBES.search(path_of(key))
    if probe is None:
        return False
    family = probe["family"]
    return not family or not OldAddress.objects.filter(key__istartswith=family).exists()


def _count(request: HttpRequest, key: str, address: str) -> int | None:
    """How often the address has been missed now; None where it is an old address after all, such as a draft's."""
    statement = _COUNT.format(missed=MissedAddress._meta.db_table, old=OldAddress._meta.db_table)
    values: dict[str, Any] = {
        "key": key,
        "keys": list(keys_asked(address)),
        "url": f"{request.scheme}://{host_of(address)}{key}",
        "referrer": _referrer(request),
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAITING_FOR_A_ROW}'")
        cursor.execute(statement, values)
        counted = cursor.fetchone()
    return counted[0] if counted else None


def _referrer(request: HttpRequest) -> str:
    """The page that linked here, without its query, which may say what somebody searched for."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or is_personal(parts.path):
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:LONGEST_REFERRER].replace("\x00", "")


def _prune() -> None:
    """Make room for what is new: the least asked for go first, of these those not asked for longest."""
    if MissedAddress.objects.count() <= MOST_ROWS:
        return
    kept = MissedAddress.objects.order_by("-ignored", "-hits", "-last_at").values("pk")[:KEPT_WHEN_PRUNED]
    MissedAddress.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
