"""Asking for a code. The web process does the same work whoever asks: whether there is such a party, a worker finds out."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from federation.courts.current import current_schema
from federation.courts.middleware import assert_schema
from sites.parties.models import CodeRequest
from sites.parties.models.terms import reading_terms
from sites.parties.proof.digests import Asked, seal
from sites.parties.proof.limits import count_request

SEND_CODES = "sites.parties.send_codes"
QUEUE = "parties"
_BEFORE_OTHERS = 10


def ask_for_code(asked: Asked, *, origin: str) -> CodeRequest:
    """Have a code sent to whoever that is, if it is anybody. Raises TooOften, after which nothing is sent."""
    count_request(number=asked.number, origin=origin, terms=reading_terms())
    with transaction.atomic():
        request = CodeRequest.objects.create(sealed=seal(asked), origin=origin)
        _queue(request.pk)
    return request


def _queue(request: UUID) -> None:
    schema = current_schema()
    assert_schema(schema)
    deferrer = app.configure_task(SEND_CODES, queue=QUEUE, priority=_BEFORE_OTHERS, allow_unknown=True)
    deferrer.defer(schema=schema, request=str(request))
