"""RSS of a column."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

from sites.pages.article import ArticlePage
from sites.pages.base import CourtPage

ENTRIES = 30


def article_feed(
    column: CourtPage, articles: Iterable[ArticlePage], request: HttpRequest, *, description: str
) -> HttpResponse:
    """Articles of a column as RSS 2.0."""
    address = column.get_full_url(request)
    feed = Rss201rev2Feed(
        title=column.title,
        link=address,
        description=description or column.title,
        language=column.locale.language_code,
        feed_url=address + "feed/",
    )
    for article in articles:
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
