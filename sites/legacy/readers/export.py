"""Reads an article off the page that was made for it out of an export: nothing has to be found, everything is stated."""

import json

from sites.legacy.dates import stated_date
from sites.legacy.documents import Document, squeeze
from sites.legacy.readers.base import PageReading
from sites.legacy.trails import clean_columns


class ExportReader:
    """The reader for pages of the media type `ITEM_TYPE`, and for those alone: any page could bear these tags."""

    name = "export"

    def confidence(self, document: Document) -> float:
        """Without doubt, for what this reader is given."""
        return 1.0

    def read(self, document: Document) -> PageReading | None:
        """The article; None for one that is not public."""
        meta = document.meta
        if "withheld" in meta:
            return None
        trail = json.loads(meta.get("columntrail", "[]"))
        return PageReading(
            title=squeeze(meta.get("articletitle", "")),
            published=stated_date(meta.get("pubdate", "")),
            source=squeeze(meta.get("contentsource", "")),
            author=squeeze(meta.get("author", "")),
            editor="",
            columns=clean_columns(trail),
            body=document.root.find("body"),
            keywords=squeeze(meta.get("keywords", "")),
            summary=squeeze(meta.get("description", "")),
            attested=True,
            declared=True,
            located=True,
        )
