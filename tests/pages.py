"""Pages for tests, in the current schema."""

from typing import Any

from sites.pages.models import ArticlePage, ColumnPage


def column(slug: str = "news") -> ColumnPage:
    return ColumnPage.objects.get(slug=slug, depth=3)


def publish_article(title: str, body: str = "", parent: ColumnPage | None = None, **fields: Any) -> ArticlePage:
    """A live article, published as an editor would: a revision first, then the publication."""
    article = draft_article(title, body, parent, **fields)
    article.save_revision().publish()
    article.refresh_from_db()
    return article


def draft_article(title: str, body: str = "", parent: ColumnPage | None = None, **fields: Any) -> ArticlePage:
    stream = [{"type": "text", "value": f"<p>{body}</p>"}] if body else []
    article = ArticlePage(title=title, body=stream, live=False, **fields)
    return (parent or column()).add_child(instance=article)
