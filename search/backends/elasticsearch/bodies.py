"""An entry as Elasticsearch stores it."""

from typing import Any

from search.backends.entries import Entry
from search.documents.rows import plain_files
from search.fields import MAX_INDEXED_CHARACTERS, searched_fields
from search.folding import clean, fold
from search.segmenting import word_runs
from search.types import SearchDocument

_TEXTS = (
    "court", "court_name", "level", "province", "url", "title", "summary", "column", "column_type", "catalogue_item",
    "language", "kind",
)  # fmt: skip


def body_of(entry: Entry) -> dict[str, Any]:
    """The whole document; of a removal nothing but the memory that it is gone."""
    if entry.document is None:
        return {"key": entry.key, "removed": True}
    document = entry.document
    return {
        "key": entry.key,
        "removed": False,
        **{name: clean(getattr(document, name)) for name in _TEXTS},
        "text": clean(document.text[:MAX_INDEXED_CHARACTERS]),
        "published": document.published.isoformat(),
        "year": str(document.year),
        "keywords": [clean(keyword) for keyword in document.keywords],
        "files": plain_files(document.files),
        "file_types": list(document.file_types),
        "fingerprint": entry.fingerprint,
        "words": entry.words,
        "title_words": entry.title_words,
        "searched": _searched(document),
    }


def plain(text: str) -> str:
    """The text as it is compared character by character: folded, without punctuation."""
    return " ".join(word_runs(fold(text)))


def _searched(document: SearchDocument) -> list[str]:
    texts = (clean(text[:MAX_INDEXED_CHARACTERS]) for _, text in searched_fields(document))
    return [plain(text) for text in texts if text]
