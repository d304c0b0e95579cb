"""The addresses of a court's site for search engines, in the form of sitemaps.org."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from wagtail.models import Page

from sites.pages.column import ColumnPage

MOST_ADDRESSES = 50_000
"""What one file may hold by the protocol. The newest are in it."""


def site_map_document(home: Page, address: str) -> Iterator[str]:
    """The XML of the map, line by line: the live public pages from a site's home page down, without empty columns."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages = home.get_descendants(inclusive=True).live().public().order_by("-last_published_at", "-pk")
    pages = pages.exclude(pk__in=ColumnPage.objects.empty().values("pk"))
    for url_path, changed in pages.values_list("url_path", "last_published_at")[:MOST_ADDRESSES].iterator():
        location = escape(f"{address}/{url_path.removeprefix(home.url_path)}")
        since = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        yield f"<url><loc>{location}</loc>{since}</url>\n"
    yield "</urlset>\n"
