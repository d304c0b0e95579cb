"""The sources of a court's move, opened to look for single pages in them."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType

from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedPage, CaptureUnreadable
from sites.legacy.documents import Document
from sites.legacy.models import Move
from sites.legacy.moving.opening import open_together, together
from sites.legacy.moving.source_files import source_folder, source_paths
from sites.legacy.sampling import sample_documents
from sites.legacy.sources.base import Source

MOST_SAMPLES = 400


class SourceOutside(FederationError):
    """A source of the move lies outside of the court's own folder."""


def paths_inside(move: Move) -> list[Path]:
    """Where the sources lie. Raises MoveRefused, and SourceOutside for one that is not in the court's own folder."""
    folder, paths = source_folder().resolve(), source_paths(move)
    if outside := [path.name for path in paths if not path.resolve().is_relative_to(folder)]:
        raise SourceOutside(
            _("来源 %(names)s 不在本院的来源目录中，不能打开。请撤销相应的来源。") % {"names": "、".join(outside)}
        )
    return paths


def note_nothing(count: int) -> None:
    """For work that nobody watches."""


class MoveSources(AbstractContextManager["MoveSources"]):
    """The sources of a court's move, opened. Raises MoveRefused, SourceOutside and CaptureUnreadable."""

    def __init__(self, move: Move) -> None:
        groups = together(paths_inside(move))
        with ExitStack() as opening:
            self._sources: tuple[Source, ...] = tuple(
                opening.enter_context(open_together(paths, move)) for paths in groups
            )
            self._opened = opening.pop_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def samples(self, note: Callable[[int], None] = note_nothing) -> list[Document]:
        """Pages of every template, those of the first source first; one of each address. `note` is told how many there are."""
        found: dict[str, Document] = {}
        for source in self._sources:
            for document in sample_documents(source):
                found.setdefault(address_key(document.url), document)
                note(len(found))
        return list(found.values())[:MOST_SAMPLES]

    def page(self, url: str) -> tuple[CapturedPage, Source] | None:
        """The latest answer at an address that was captured whole, with the source it stands in."""
        for source in reversed(self._sources):
            found = source.find(address_key(url))
            if found is not None:
                try:
                    return source.read(found), source
                except CaptureUnreadable:
                    continue  # an earlier source may still hold it
        return None
