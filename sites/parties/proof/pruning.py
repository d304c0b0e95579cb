"""Forgetting what is of no more use: requests, codes, sessions and tallies."""

from datetime import timedelta

from django.utils import timezone

from sites.parties.models import CodeRequest, ReadingSession, SentCode, Tally
from sites.parties.proof.digests import SEALED_FOR
from sites.parties.proof.sessions import IDLE, LONGEST

REQUESTS_KEPT = timedelta(days=7)
"""Without anything that was typed: the court's admin shows what came of them."""
TALLIES_KEPT = timedelta(days=2)


def prune() -> dict[str, int]:
    """How many rows of each kind have gone, or have lost what was typed."""
    now = timezone.now()
    stale = CodeRequest.objects.filter(asked_at__lt=now - SEALED_FOR).exclude(sealed="")
    over = ReadingSession.objects.filter(seen_at__lt=now - IDLE) | ReadingSession.objects.filter(
        began_at__lt=now - LONGEST
    )
    return {
        "unsealed": stale.update(sealed=""),
        "codes": SentCode.objects.filter(expires_at__lt=now).delete()[0],
        "sessions": over.delete()[0],
        "requests": CodeRequest.objects.filter(asked_at__lt=now - REQUESTS_KEPT).delete()[0],
        "tallies": Tally.objects.filter(since__lt=now - TALLIES_KEPT).delete()[0],
    }
