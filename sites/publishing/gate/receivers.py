"""Where every way of going live meets: a page that is about to be saved as live."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page

from federation.courts.current import on_platform
from sites.publishing.gate import ensure_may_go_public


@receiver(pre_save)
def ask_the_guards(
    sender: type, instance: Any, update_fields: frozenset[str] | None = None, raw: bool = False, **kwargs: Any
) -> None:
    if raw or not issubclass(sender, Page) or not instance.live or on_platform():
        return
    if update_fields is None or "live" in update_fields:
        ensure_may_go_public(instance)
