"""Keeping cases and their parties: opening a case to reading again, closing it, and what that ends."""

from django.db import transaction
from django.utils import timezone

from sites.parties.models import Case, ReadingSession, SentCode


@transaction.atomic
def close_case(case: Case) -> None:
    """Let nobody read about it any more. Sessions end at once, and codes that are under way are good for nothing."""
    Case.objects.filter(pk=case.pk, closed_at=None).update(closed_at=timezone.now())
    ReadingSession.objects.filter(party__case=case).delete()
    SentCode.objects.filter(party__case=case).delete()


def reopen_case(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=None)
