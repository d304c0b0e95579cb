"""What is kept of each act of the review."""

from collections.abc import Mapping
from typing import Any

import structlog
from wagtail.models import Page

from federation.courts.selectors import court_of_schema

log = structlog.get_logger(__name__)


def record(event: str, page: Page, actor: str, details: Mapping[str, Any]) -> None:
    """Say what happened to a page of the current schema's court, in the caller's transaction."""
    court = court_of_schema()
    log.info(event, court=court.code if court else "", page=page.pk, actor=actor, **details)
