"""Which questions may be counted at all: none that may tell of a person."""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from search.folding import clean, fold
from search.identifiers import find_identifiers, is_article, is_document_number

LONGEST = 40
"""Characters. Who writes more, writes about his own case."""

_NUMBER = re.compile(r"\d(?:[\s-]?\d){6,}")
"""Seven digits or more: of a telephone, a card, a document, or a part of one."""

_ADDRESS = re.compile(r"[@＠]|https?:|www\.")


def normalised(text: str) -> str:
    """The question in the form in which it is compared and counted: folded, single spaces."""
    return " ".join(fold(clean(text)).split())


def may_be_counted(question: str) -> bool:
    """Whether a normalised question tells of nobody, as far as a machine can see.

    Names cannot be told from other words: those are kept from sight because a question is kept as a digest until
    enough separate visits have asked it.
    """
    if not question or len(question) > LONGEST or _NUMBER.search(question) or _ADDRESS.search(question):
        return False
    return not _names_a_case(question) and not any(True for _finding in _findings_in()(question))


def _names_a_case(question: str) -> bool:
    """A case number leads to the parties, which those of documents and of articles of statutes do not."""
    words = [identifier.word for identifier in find_identifiers(question)]
    return not all(is_document_number(word) or is_article(word) for word in words)


def _findings_in() -> Callable[[str], Iterable[object]]:
    """The checks that also stand between a text and the public, which live on a storey above."""
    check: Callable[[str], Iterable[object]] = import_string(settings.PERSONAL_DATA_CHECK)
    return check
