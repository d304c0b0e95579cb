"""What a page gives to the public outside its own site."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document of the court's own that a page offers, under the name that the page gives it. `document` is its key."""

    document: int
    name: str


@dataclass(frozen=True, slots=True)
class PublicForm:
    """The public text of a page, without markup, and the files that it offers.

    For the record of what was public there are also the body as plain markup, what stands beside it (`facts`: its source,
    its author), and the keys of the court's pictures that it shows.
    """

    kind: str
    title: str
    text: str
    published: datetime
    summary: str = ""
    column: str = ""
    column_type: str = ""
    catalogue_item: str = ""
    keywords: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    markup: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[int, ...] = ()


@runtime_checkable
class FindablePage(Protocol):
    """A page of a type that citizens find from the portal."""

    pk: int
    path: str
    slug: str
    live: bool
    live_revision_id: int | None
    locale_id: int

    def public_form(self, parent: Page) -> PublicForm:
        """What of this page goes to the public. `parent` is the page above, in its own type."""
