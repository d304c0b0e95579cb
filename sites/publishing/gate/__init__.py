"""The one gate before the public: every text that goes live on a court's site passes all guards, by whichever way it comes.

Wagtail's editor, bulk actions, workflow, schedule, API, copies, aliases and imports all end in saving a page that is live. The
receiver of this room asks the guards there, before anything is written.
"""

from collections.abc import Callable

from wagtail.models import Page

from sites.publishing.gate.errors import PublicationRefused

__all__ = ["GUARDS", "Guard", "PublicationRefused", "ensure_may_go_public", "guard"]

Guard = Callable[[Page], None]
"""Raises PublicationRefused unless the page, as it is about to be saved, may be live."""

GUARDS: list[Guard] = []


def guard(function: Guard) -> Guard:
    """Have a function asked of every page that goes live."""
    GUARDS.append(function)
    return function


def ensure_may_go_public(page: Page) -> None:
    """Raises PublicationRefused with the reasons of the first guard that has any."""
    for each in GUARDS:
        each(page)
