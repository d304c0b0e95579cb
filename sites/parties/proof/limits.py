"""How often anybody may ask: counted in the court's own tables, by digests, in stretches of time that begin on the hour or day."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from federation.ledger.events import Event
from sites.parties.errors import TooOften
from sites.parties.models import ReadingTerms, Tally
from sites.parties.proof.digests import keyed
from sites.parties.recording import record

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TRIES_AN_ORIGIN = 60
"""Codes that one address may try an hour, whatever it asked for."""

_COUNT = f"""
    INSERT INTO {Tally._meta.db_table} AS tally (kind, digest, since, count) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, digest, since) DO UPDATE SET count = tally.count + 1 RETURNING count
"""


def count_request(*, number: str, origin: str, terms: ReadingTerms) -> None:
    """Somebody asks for a code. Counts the same whether or not there is such a case. Raises TooOften."""
    _count("origin", origin, most=terms.requests_an_origin, window=HOUR)
    _count("case", number, most=terms.requests_a_case, window=HOUR)
    _count("court", "", most=terms.requests_a_day, window=DAY)


def count_try(*, origin: str) -> None:
    """Somebody tries a code. Raises TooOften."""
    _count("try", origin, most=TRIES_AN_ORIGIN, window=HOUR)


def count_sending(*, contact: str, terms: ReadingTerms) -> None:
    """A code is about to be sent to a contact. Raises TooOften."""
    _count("contact", contact, most=terms.codes_a_contact, window=HOUR)


def _count(kind: str, what: str, *, most: int, window: timedelta) -> None:
    since = _start(window)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [kind, keyed(f"tally {kind}", what)[:32], since])
        (counted,) = cursor.fetchone()
        if counted == most + 1:  # once a window, however long somebody goes on
            record(Event.PARTY_REFUSED, reason="limit", limit=kind)
    if counted > most:
        raise TooOften(since + window)


def _start(window: timedelta) -> datetime:
    now = timezone.localtime()
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour if window == HOUR else hour.replace(hour=0)
