"""What the reading of questions knows of courts, catalogue and speech.

The courts and the catalogue come from functions that settings name, because the search knows neither.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from search.query.gazetteer import Gazetteer, gazetteer
from search.query.remembering import Remembered
from search.query.thesaurus import Thesaurus, thesaurus
from search.thesaurus.selectors import meanings

_NAMES_KEPT = 600.0
_MEANINGS_KEPT = 60.0
"""Seconds after which a process notices what another one changed."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Names and meanings. Without any, a question is read as words alone."""

    names: Gazetteer = field(default_factory=Gazetteer)
    thesaurus: Thesaurus = field(default_factory=Thesaurus)


def what_is_known() -> Knowledge:
    """What this platform knows, or what is given for the time being."""
    return _given.get() or Knowledge(NAMES.get(), MEANINGS.get())


@contextmanager
def knowing(knowledge: Knowledge) -> Iterator[None]:
    """Questions are read with this in place of what the platform knows."""
    token = _given.set(knowledge)
    try:
        yield
    finally:
        _given.reset(token)


def forget_names() -> None:
    """The directory or the catalogue has changed."""
    NAMES.forget()


def forget_meanings() -> None:
    """The thesaurus has changed."""
    MEANINGS.forget()


def _load_names() -> Gazetteer:
    return gazetteer(import_string(settings.SEARCH_COURT_NAMES)(), import_string(settings.SEARCH_ITEM_NAMES)())


_given: ContextVar[Knowledge | None] = ContextVar("given", default=None)
NAMES = Remembered(_load_names, kept=_NAMES_KEPT, nothing=Gazetteer())
MEANINGS = Remembered(lambda: thesaurus(meanings()), kept=_MEANINGS_KEPT, nothing=Thesaurus())
