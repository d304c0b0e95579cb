from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.search import index

from sites.media.title_search import tails
from sites.pages.checked import body_parts, field_parts
from sites.pages.closed import closure_of
from sites.publishing.answers.parts import Part
from sites.publishing.review.permissions import ReviewedPageTester

HOME_DEPTH = 2
"""Depth of a court's home page in the tree: below the root."""

FOR_PARTIES = "parties"
"""Parties of a case read there what is for them alone; a page of that name would be hidden, and may have no search document."""


class CourtPage(Page):
    """Base of every page type of a court's site."""

    show_in_menus_default = True
    checked_fields: tuple[str, ...] = ("title", "seo_title", "search_description")
    """Plain fields that are looked through before the page goes public."""

    search_fields = [*Page.search_fields, index.AutocompleteField("title_tails")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.slug == FOR_PARTIES:
            raise ValidationError({"slug": _("“%s”是当事人查阅的地址，请换一个。") % self.slug})

    def permissions_for_user(self, user: Any) -> ReviewedPageTester:
        return ReviewedPageTester(user, self)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return bool(super().can_create_at(parent)) and closure_of(parent) is None

    def can_move_to(self, parent: Page) -> bool:
        return bool(super().can_move_to(parent)) and closure_of(parent) is None

    def title_tails(self) -> str:
        """For the admin's search."""
        return tails(self.draft_title or self.title)

    def checked_parts(self) -> Iterator[Part]:
        yield from field_parts(self, self.checked_fields)
        if (body := getattr(self, "body", None)) is not None:
            yield from body_parts(body)

    def trail(self) -> list[Page]:
        """The columns above this page, outermost first, without the home page."""
        return list(self.get_ancestors().filter(depth__gt=HOME_DEPTH).live())
