"""What is kept of each act of the review: an entry of the ledger."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from federation.courts.current import current_schema
from federation.courts.selectors import court_of_schema
from federation.ledger.acting import actor_of, current_actor
from federation.ledger.appending import append, hold_chain
from federation.ledger.entries import JSON
from federation.ledger.events import Event
from sites.publishing.keys import document_key


def record(event: Event, page: Page, *, by: Any, details: Mapping[str, JSON]) -> None:
    """Enter an act on a page into its court's ledger, in the caller's transaction. `by` is an account; None asks who acts.

    Nothing is entered where no court is: in the templates of the levels.
    """
    court = court_of_schema()
    if court is None:
        return
    actor = current_actor() if by is None else actor_of(by, schema=current_schema())
    append(court=court.code, event=event, subject=document_key(court, page.pk), actor=actor, details=details)


def hold_ledger() -> None:
    """Before rows of pages are locked or changed: whoever appends and locks takes the ledger first.

    Two transactions of one court, one of which waits for a page and the other for the ledger, would wait for ever.
    """
    court = court_of_schema()
    if court is not None:
        hold_chain(court.code)
