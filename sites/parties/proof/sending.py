"""A worker's part of the proof: finding out who asked, and sending a code to the contact that the court has on record.

The code exists in memory alone, until it is sent: an attempt that fails is followed by another code.
"""

import secrets
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.courts.selectors import court_of_schema
from federation.ledger.events import Event
from sites.parties.errors import TooOften
from sites.parties.identifying import is_mail, masked_name
from sites.parties.models import CodeRequest, Party, SentCode
from sites.parties.models.terms import reading_terms
from sites.parties.proof.digests import Asked, keyed, new_salt, same, unseal
from sites.parties.proof.limits import count_sending
from sites.parties.recording import record, subject_of
from sites.parties.senders.base import CodeMessage, MessageRefused, SenderUnavailable
from sites.parties.senders.choosing import sender

log = structlog.get_logger(__name__)
State = CodeRequest.State
VALID = timedelta(minutes=5)
DIGITS = 6


def send_codes(request_id: UUID) -> None:
    """Send a code to each party that was asked for: there may be several of one name in a case, each with a code of their own.

    What was asked too long ago is let be. Raises SenderUnavailable, after which it may be called again.
    """
    request = CodeRequest.objects.filter(pk=request_id, state__in=(State.WAITING, State.FAILED)).first()
    asked = unseal(request.sealed) if request and request.sealed else None
    if request is None or asked is None:
        return
    parties = matching(asked)
    if not parties:
        _settle(request, State.UNMATCHED)
        record(Event.PARTY_REFUSED, reason="unmatched", case=keyed("ledger case", asked.number)[:32])
        return
    states = [_send_to(party, request) for party in parties if not _was_sent(party, request)]
    _settle(request, next((each for each in (State.SENT, State.FAILED, State.LIMITED) if each in states), State.SENT))


def matching(asked: Asked) -> list[Party]:
    """The parties of that name in that case, while the case may be read."""
    of_the_name = Party.objects.filter(case__number=asked.number, case__closed_at=None, name_key=asked.name_key)
    return list(of_the_name.select_related("case").order_by("pk"))


def code_digest(code: str, *, salt: str) -> str:
    return keyed("code", code, salt=salt)


def _was_sent(party: Party, request: CodeRequest) -> bool:
    return request.codes.filter(party=party, sent_at__isnull=False).exists()


def _send_to(party: Party, request: CodeRequest) -> CodeRequest.State:
    try:
        count_sending(contact=party.contact, terms=reading_terms())
    except TooOften:
        return State.LIMITED
    row, code = _new_code(party, request)
    try:
        sender().send(_message(party, code, reference=f"{row.pk}-{row.salt[:8]}"))
    except SenderUnavailable as error:
        _note_failure(request, error)
        raise
    except MessageRefused as error:
        _note_failure(request, error)
        return State.FAILED
    _sent(row, party)
    return State.SENT


@transaction.atomic
def _new_code(party: Party, request: CodeRequest) -> tuple[SentCode, str]:
    """A code that no other party of the request has. It voids those that the party was sent before."""
    others = list(request.codes.exclude(party=party))
    code = _digits()
    while any(same(code_digest(code, salt=other.salt), other.digest) for other in others):
        code = _digits()
    SentCode.objects.filter(party=party).delete()
    salt = new_salt()
    row = SentCode.objects.create(
        request=request,
        party=party,
        salt=salt,
        digest=code_digest(code, salt=salt),
        expires_at=timezone.now() + VALID,
    )
    return row, code


def _digits() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def _message(party: Party, code: str, *, reference: str) -> CodeMessage:
    court = court_of_schema()
    name = court.name if court else ""
    text = _("【%(court)s】验证码 %(code)s，%(minutes)d 分钟内有效，用于在本院网站查阅案件信息。请勿告诉他人。") % {
        "court": name,
        "code": code,
        "minutes": VALID.total_seconds() // 60,
    }
    channel = "mail" if is_mail(party.contact) else "sms"
    return CodeMessage(to=party.contact, channel=channel, text=text, court=name, reference=reference)


@transaction.atomic
def _sent(row: SentCode, party: Party) -> None:
    now = timezone.now()
    SentCode.objects.filter(pk=row.pk).update(sent_at=now, expires_at=now + VALID)
    channel = "mail" if is_mail(party.contact) else "sms"
    record(Event.PARTY_CODE_SENT, about=subject_of(party.case), party=masked_name(party.name), channel=channel)


def _note_failure(request: CodeRequest, error: Exception) -> None:
    CodeRequest.objects.filter(pk=request.pk).update(state=State.FAILED, failure=str(error))
    log.error("party_code_not_sent", reason=str(error))


def _settle(request: CodeRequest, state: CodeRequest.State) -> None:
    """What was typed is forgotten, whatever came of it."""
    CodeRequest.objects.filter(pk=request.pk).update(state=state, sealed="")
