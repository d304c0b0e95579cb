"""The notice of a correction, and when it has stood long enough."""

from django.db import transaction
from django.utils import timezone

from sites.publishing.announcing import record_pages
from sites.publishing.review.recording import hold_ledger
from sites.publishing.withdrawal.models import Withdrawal


@transaction.atomic
def end_notice(withdrawal: Withdrawal) -> None:
    """Take it from its page. The record of what was public keeps that it stood there."""
    hold_ledger()
    Withdrawal.objects.filter(pk=withdrawal.pk, ended_at=None).update(ended_at=timezone.now())
    if withdrawal.page_id:
        record_pages({withdrawal.page_id})
