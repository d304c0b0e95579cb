"""What was taken down is public again: its address answers by itself, and the withdrawal is history."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page

from federation.courts.current import on_platform
from sites.publishing.withdrawal.models import Withdrawal, WithdrawnAddress
from sites.publishing.withdrawal.reasons import Outcome


@receiver(post_save)
def end_the_withdrawal(
    sender: type, instance: Any, update_fields: frozenset[str] | None = None, raw: bool = False, **kwargs: Any
) -> None:
    if raw or not issubclass(sender, Page) or not instance.live or on_platform():
        return
    if update_fields is None or "live" in update_fields:
        now = timezone.now()
        WithdrawnAddress.objects.filter(page=instance.pk, ended_at=None).update(ended_at=now)
        standing = Withdrawal.objects.filter(page=instance.pk, ended_at=None)
        standing.exclude(outcome=Outcome.CORRECTED).update(ended_at=now)
