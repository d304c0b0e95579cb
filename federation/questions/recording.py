"""Counting what is asked and whether it helped, so that nobody can be found in it afterwards.

Of a visit its network address and browser choose one of `VISIT_BITS` bits, by a hash that is keyed with the day, and are
forgotten with the request. The bits that are set are a lower bound of the separate visits.
"""

from datetime import date
from typing import Any

import structlog
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import Error, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from federation.domain.visitors import address_of, digest_of_the_day, is_machine
from federation.questions.models import AskedQuestion
from federation.questions.privacy import may_be_counted, normalised

log = structlog.get_logger(__name__)
ENOUGH_VISITS = 5
"""Separate visits on one day, after which the wording of a question is kept."""

VISIT_BITS = 60
_MOST_OPENED = 20
"""Openings that are counted for one asking, so that nobody can run the number up."""

WAITING_FOR_A_ROW = "100ms"
_TABLE = f"public.{AskedQuestion._meta.db_table}"
_SALT = "federation.questions.opened"

_ASKED = f"""
    INSERT INTO {_TABLE} AS kept (day, digest, text, visits, asked, found, opened)
    VALUES (%(day)s, %(digest)s, '', %(visit)s, 1, %(found)s, 0)
    ON CONFLICT (day, digest) DO UPDATE SET
        asked = kept.asked + 1, found = excluded.found, visits = kept.visits | excluded.visits,
        text = CASE WHEN bit_count((kept.visits | excluded.visits)::bit(64)) >= %(enough)s THEN %(text)s ELSE kept.text END
"""
_OPENED = f"UPDATE {_TABLE} SET opened = opened + 1 WHERE day = %s AND digest = %s AND opened < asked * {_MOST_OPENED}"


def note_asked(request: HttpRequest, question: str, *, found: int) -> None:
    """Count a question that found so many, if it may be counted and a person asks.

    Whatever goes wrong here is logged and harms no answer.
    """
    text, day = normalised(question), timezone.localdate()
    if not may_be_counted(text) or not _is_a_visitors(request):
        return
    visit = 1 << int(_digest(_visit(request), day), 16) % VISIT_BITS
    values = {"text": text, "visit": visit, "found": found, "enough": ENOUGH_VISITS}
    _write(_ASKED, {"day": day, "digest": _digest(text, day), **values})


def token_for(question: str) -> str:
    """With which opened results of the question are counted today; empty if it may not be counted.

    It names the question to nobody but the platform.
    """
    text, day = normalised(question), timezone.localdate()
    if not may_be_counted(text):
        return ""
    return Signer(salt=_SALT).sign(f"{day.isoformat()}.{_digest(text, day)}")


def note_opened(token: str) -> None:
    """Count that a result of a question was opened. A token that is none of ours, or of another day, counts nothing."""
    try:
        day, digest = Signer(salt=_SALT).unsign(token).split(".")
    except (BadSignature, ValueError):
        return
    if day == timezone.localdate().isoformat():
        _write(_OPENED, [day, digest])


def _is_a_visitors(request: HttpRequest) -> bool:
    """Whether a person asks, as far as one can see."""
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and bool(agent) and not is_machine(agent)


def _visit(request: HttpRequest) -> str:
    address = address_of(
        forwarded=request.headers.get("X-Forwarded-For", ""), remote=request.META.get("REMOTE_ADDR", "")
    )
    return f"{address} {request.headers.get('User-Agent', '')}"


def _digest(text: str, day: date) -> str:
    return digest_of_the_day(text, day=day, secret=settings.SECRET_KEY)


def _write(statement: str, values: Any) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAITING_FOR_A_ROW}'")
            cursor.execute(statement, values)
    except Error as error:
        log.warning("question_not_counted", error=type(error).__name__)
