"""Reading a judged set: a corpus and questions, one JSON object a line, plain or packed by gzip.

A document is `{"id": …, "title": …, "text": …}`, a question `{"query_id": …, "query": …, "relevant": [id, …]}`.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from search.types import SearchDocument, SearchError

_ONE_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""All documents are of one day and one court, so that words alone decide."""


class UnreadableSet(SearchError):
    """A file of a judged set does not hold what it should."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and the keys of the documents that answer it, of which there is at least one."""

    id: str
    text: str
    right: frozenset[str]

    @property
    def is_for_tuning(self) -> bool:
        """One half of every set, by a hash of the id, may be used to choose constants; the other half tells how good they are."""
        return sha256(self.id.encode()).digest()[-1] % 2 == 0


def read_corpus(path: Path) -> Iterator[SearchDocument]:
    """The documents. Raises `UnreadableSet` at the first line that is none."""
    for number, line in _lines(path):
        try:
            key, title, text = str(line["id"]), str(line["title"]), str(line["text"])
        except (KeyError, TypeError) as error:
            raise UnreadableSet(f"{path}, line {number}: a document has an id, a title and a text") from error
        yield SearchDocument(
            key=key,
            version=1,
            court="",
            court_name="",
            level="",
            province="",
            url=f"/{key}",
            title=title,
            text=text,
            published=_ONE_DAY,
        )


def read_questions(path: Path) -> Iterator[JudgedQuestion]:
    """The questions. Raises `UnreadableSet` at the first line that is none."""
    for number, line in _lines(path):
        try:
            right = frozenset(map(str, line["relevant"]))
            question = JudgedQuestion(str(line["query_id"]), str(line["query"]), right)
        except (KeyError, TypeError) as error:
            raise UnreadableSet(
                f"{path}, line {number}: a question has a query_id, a query and relevant ids"
            ) from error
        if not right:
            raise UnreadableSet(f"{path}, line {number}: nothing answers this question")
        yield question


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, json.loads(line)
    except (OSError, ValueError) as error:
        raise UnreadableSet(f"{path} cannot be read: {error}") from error
