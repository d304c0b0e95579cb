"""Typing the code: a few tries, once, in the browser that asked for it."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from federation.ledger.events import Event
from search.folding import fold
from sites.parties.errors import CodeRefused
from sites.parties.models import CodeRequest, SentCode
from sites.parties.proof.digests import new_salt, same
from sites.parties.proof.limits import count_try
from sites.parties.proof.sending import code_digest
from sites.parties.proof.sessions import Begun, begin
from sites.parties.recording import record

MOST_TRIES = 5
ANSWERED_FOR = timedelta(minutes=15)
"""How long the form may stay open, counted from the asking: sending may have had to wait."""


def confirm(request_id: UUID, typed: str, *, origin: str) -> Begun:
    """Let the party in whose code that is. Raises CodeRefused, in the same words whether or not a code was ever sent, and TooOften."""
    count_try(origin=origin)
    tries = _take_a_try(request_id)
    begun = _let_in(request_id, fold(typed).strip(), origin)
    if begun is not None:
        return begun
    if tries >= MOST_TRIES:
        record(Event.PARTY_REFUSED, reason="tries")
        raise CodeRefused(_("验证码已经输错 %(count)d 次，不能再试，请重新申请。") % {"count": MOST_TRIES})
    left = MOST_TRIES - tries
    raise CodeRefused(
        ngettext(
            "验证码不正确或者已经过期，还可以再试 %(left)d 次。",
            "验证码不正确或者已经过期，还可以再试 %(left)d 次。",
            left,
        )
        % {"left": left}
    )


def _take_a_try(request_id: UUID) -> int:
    """Counted before anything is compared, so that nobody gets more tries by asking at the same time."""
    open_requests = CodeRequest.objects.filter(
        pk=request_id, attempts__lt=MOST_TRIES, asked_at__gt=timezone.now() - ANSWERED_FOR
    )
    if not open_requests.update(attempts=F("attempts") + 1):
        raise CodeRefused(_("验证码已经失效，请重新申请。"))
    return CodeRequest.objects.get(pk=request_id).attempts


@transaction.atomic
def _let_in(request_id: UUID, typed: str, origin: str) -> Begun | None:
    codes = SentCode.objects.filter(request=request_id, expires_at__gt=timezone.now())
    rows = list(codes.select_for_update(of=("self",)).select_related("party__case"))
    found = [row for row in rows if same(code_digest(typed, salt=row.salt), row.digest)]
    if not rows:  # as much work as where there is one
        same(code_digest(typed, salt=new_salt()), "0" * 64)
    if not found or found[0].party.case.closed_at is not None:
        return None
    party = found[0].party
    SentCode.objects.filter(request=request_id).delete()  # each is good for once, and so is the request
    CodeRequest.objects.filter(pk=request_id).update(attempts=MOST_TRIES)
    return begin(party, origin=origin)
