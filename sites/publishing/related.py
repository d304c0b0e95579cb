"""Pages of other courts on the matter of a page of this site."""

from federation.courts.selectors import court_of_schema
from search.suggesting.related import RelatedPage, related_pages
from sites.publishing.keys import document_key


def related_elsewhere(page_id: int) -> list[RelatedPage]:
    """Best first; nothing while it is unknown, and for what is not public."""
    court = court_of_schema()
    return related_pages(document_key(court, page_id)) if court else []
