"""A court whose move the platform has taken in gets it registered in its own schema."""

from typing import Any

from django.dispatch import receiver

from federation.courts.signals import court_move_requested
from sites.legacy.moving.registering import register_move


@receiver(court_move_requested)
def register(legacy_url: str, by: str, **kwargs: Any) -> None:
    register_move(legacy_url=legacy_url, by=by)
