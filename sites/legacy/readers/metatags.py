"""Pages that follow the government's norm for meta tags: ArticleTitle, PubDate, ContentSource, ColumnName …"""

from dataclasses import replace

from sites.legacy.dates import in_local_time, stated_date
from sites.legacy.documents import Document, squeeze
from sites.legacy.readers.base import PageReading, Reader
from sites.legacy.trails import split_columns


class MetaTagsReader:
    """Takes the facts from the tags and leaves finding the text to the general reader."""

    name = "metatags"

    def __init__(self, general: Reader) -> None:
        self._general = general

    def confidence(self, document: Document) -> float:
        """High where an article's own tags are filled; a column's page has only those of the column."""
        return 0.8 if squeeze(document.meta.get("articletitle", "")) else 0.0

    def read(self, document: Document) -> PageReading | None:
        """The general reading with every fact that the tags state put in its place."""
        reading = self._general.read(document)
        if reading is None:
            return None
        meta = document.meta
        published = stated_date(meta.get("pubdate", ""))
        return replace(
            reading,
            title=squeeze(meta.get("articletitle", "")) or reading.title,
            published=in_local_time(published, chinese=True) if published else reading.published,
            source=squeeze(meta.get("contentsource", "")) or reading.source,
            author=squeeze(meta.get("author", "")) or reading.author,
            columns=reading.columns or split_columns(meta.get("columnname", "")),
            attested=True,
        )
