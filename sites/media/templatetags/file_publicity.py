"""Whether a file is public, and through which pages, beside the file in the admin."""

from typing import Any

from django import template
from wagtail.models import Page

from sites.media.visibility import CourtFile, in_open_collections, is_public, uses_of

PAGES_NAMED = 10
register = template.Library()


@register.inclusion_tag("media/publicity.html")
def publicity(file: CourtFile) -> dict[str, Any]:
    """The pages that make it public, or that would if its collection were open: the first of them, and how many there are."""
    uses = uses_of(file)
    pages = Page.objects.filter(pk__in=uses.filter(public=True).values("page")).order_by("title", "pk")
    return {
        "file": file,
        "public": is_public(file),
        "collection_closed": not in_open_collections(type(file)._default_manager.filter(pk=file.pk)).exists(),
        "pages": pages[:PAGES_NAMED],
        "count": pages.count(),
        "restricted": uses.filter(public=False).count(),
    }
