from wagtail.models import Page

HOME_DEPTH = 2
"""Depth of a court's home page in the tree: below the root."""


class CourtPage(Page):
    """Base of every page type of a court's site."""

    show_in_menus_default = True

    class Meta:
        abstract = True

    def trail(self) -> list[Page]:
        """The columns above this page, outermost first, without the home page."""
        return list(self.get_ancestors().filter(depth__gt=HOME_DEPTH).live())
