"""What the reading of questions knows of courts, catalogue and speech: loaded when first asked for, and kept for a while.

The courts and the catalogue come from functions that settings name, because the search knows neither.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from search.query.gazetteer import Gazetteer, gazetteer
from search.query.thesaurus import Thesaurus, thesaurus
from search.thesaurus.selectors import meanings

Known = TypeVar("Known")
logger = logging.getLogger(__name__)

_NAMES_KEPT = 600.0
_MEANINGS_KEPT = 60.0
"""Seconds after which a process notices what another one changed."""

_TRY_AGAIN = 10.0
"""Seconds after which something is loaded again that could not be."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Names and meanings. Without any, a question is read as words alone."""

    names: Gazetteer = field(default_factory=Gazetteer)
    thesaurus: Thesaurus = field(default_factory=Thesaurus)


class Remembered(Generic[Known]):
    """A value that is loaded when it is asked for, and again when it has been kept long enough.

    If the database cannot be asked, what was known before is used on: a question is read less well then, and answered.
    """

    def __init__(self, load: Callable[[], Known], *, kept: float, nothing: Known) -> None:
        self._load, self._kept = load, kept
        self._value, self._good_until = nothing, 0.0
        self._lock = Lock()

    def get(self) -> Known:
        """The value."""
        if monotonic() >= self._good_until:
            with self._lock:
                if monotonic() >= self._good_until:
                    self._renew()
        return self._value

    def forget(self) -> None:
        """Load it again when it is asked for next."""
        self._good_until = 0.0

    def _renew(self) -> None:
        try:
            self._value = self._load()
            self._good_until = monotonic() + self._kept
        except DatabaseError:
            logger.warning("what questions are read with could not be loaded", exc_info=True)
            self._good_until = monotonic() + _TRY_AGAIN


def what_is_known() -> Knowledge:
    """What this platform knows, or what is given for the time being."""
    return _given.get() or Knowledge(_names.get(), _thesaurus.get())


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
    _names.forget()


def forget_meanings() -> None:
    """The thesaurus has changed."""
    _thesaurus.forget()


def _load_names() -> Gazetteer:
    return gazetteer(import_string(settings.SEARCH_COURT_NAMES)(), import_string(settings.SEARCH_ITEM_NAMES)())


_given: ContextVar[Knowledge | None] = ContextVar("given", default=None)
_names = Remembered(_load_names, kept=_NAMES_KEPT, nothing=Gazetteer())
_thesaurus = Remembered(lambda: thesaurus(meanings()), kept=_MEANINGS_KEPT, nothing=Thesaurus())
