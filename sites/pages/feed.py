"""RSS of a column."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

if TYPE_CHECKING:
    from sites.pages.column import ColumnPage

ENTRIES = 30


def column_feed(column: "ColumnPage", request: HttpRequest) -> HttpResponse:
    """The newest articles of a column as RSS 2.0."""
    address = column.get_full_url(request)
    feed = Rss201rev2Feed(
        title=column.title,
        link=address,
        description=column.summary or column.title,
        language=column.locale.language_code,
        feed_url=address + "feed/",
    )
    for article in column.articles()[:ENTRIES]:
        link = article.get_full_url(request)
        feed.add_item(
            title=article.title,
            link=link,
            description=article.summary,
            pubdate=article.published_at,
            author_name=article.author or None,
            unique_id=link,
            categories=article.keyword_list(),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
