"""Documents as columns of values, the form in which one statement stores many."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from search.documents.vectors import ANALYSIS, title_vector, words_vector
from search.folding import clean
from search.types import AttachedFile, SearchDocument

_TEXTS = (
    "key",
    "court",
    "court_name",
    "level",
    "province",
    "url",
    "title",
    "text",
    "summary",
    "column",
    "column_type",
    "catalogue_item",
    "language",
    "kind",
    "audience",
    "fingerprint",
)
COLUMNS = (
    *_TEXTS,
    "version",
    "published",
    "year",
    "keywords",
    "file_types",
    "files",
    "words",
    "title_words",
    "analysis",
)

ROW_SOURCE = f"""
    SELECT {", ".join(f'"{name}"' for name in _TEXTS)}, version, published, year,
        string_to_array(keywords, chr(10)), string_to_array(file_types, chr(10)), files::jsonb,
        words::tsvector, title_words::tsvector, analysis
    FROM unnest({", ".join("%s::text[]" for _ in _TEXTS)},
        %s::bigint[], %s::timestamptz[], %s::smallint[],
        %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[])
    AS given ({", ".join(f'"{name}"' for name in COLUMNS)})
"""
"""Rows from the parameters that `columns_of` makes, in the order of `COLUMNS`."""


_FACTS = (
    "key", "version", "court", "court_name", "level", "province", "url", "title", "published", "text", "summary",
    "column", "column_type", "catalogue_item", "language", "kind", "keywords", "files",
)  # fmt: skip
DOCUMENT_COLUMNS = ", ".join(f'"{name}"' for name in _FACTS)
"""What `document_of` reads, in its order."""


def document_of(row: Sequence[Any]) -> SearchDocument:
    """The document of a row of `DOCUMENT_COLUMNS`."""
    facts = dict(zip(_FACTS, row, strict=True))
    facts |= {"files": files_of(json.loads(facts["files"])), "keywords": tuple(facts["keywords"])}
    return SearchDocument(**facts)


def columns_of(documents: list[SearchDocument]) -> list[object]:
    """One list of values for every column."""
    texts: list[object] = [[clean(getattr(document, name)) for document in documents] for name in _TEXTS]
    return [
        *texts,
        [document.version for document in documents],
        [document.published for document in documents],
        [document.year for document in documents],
        [_lines(document.keywords) for document in documents],
        [_lines(document.file_types) for document in documents],
        [_json(document.files) for document in documents],
        [words_vector(document) for document in documents],
        [title_vector(document) for document in documents],
        [ANALYSIS for _ in documents],
    ]


def plain_files(files: tuple[AttachedFile, ...]) -> list[dict[str, str]]:
    """Files as every index stores them."""
    return [{name: clean(value) for name, value in asdict(file).items()} for file in files]


def files_of(stored: list[dict[str, str]]) -> tuple[AttachedFile, ...]:
    """Files from what `plain_files` made of them."""
    return tuple(AttachedFile(**each) for each in stored)


def _lines(values: tuple[str, ...]) -> str:
    return "\n".join(" ".join(clean(value).split()) for value in values)


def _json(files: tuple[AttachedFile, ...]) -> str:
    return json.dumps(plain_files(files), ensure_ascii=False)
