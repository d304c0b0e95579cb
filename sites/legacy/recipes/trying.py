"""A recipe tried on the sources of a court's move, before anything depends on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sites.legacy.answers import CapturedPage
from sites.legacy.layouts import Layouts
from sites.legacy.models import Move
from sites.legacy.pages import ListNote, ReadPage, open_page, read_page
from sites.legacy.readers.base import Reader
from sites.legacy.readers.recipe import GIVEN, LEARNED
from sites.legacy.reading import family_readers
from sites.legacy.recipes.trials import kept_trial

FACTS = ("outcome", "title", "published", "source", "author", "editor", "columns", "body_text")


@dataclass(frozen=True, slots=True)
class TriedPage:
    """What a recipe makes of one page: `outcome` is `article`, `list` or the kind of a verdict, whose reason is `reason`."""

    url: str
    outcome: str
    layout: str
    reader: str = ""
    reason: str = ""
    title: str = ""
    published: datetime | None = None
    source: str = ""
    author: str = ""
    editor: str = ""
    columns: tuple[str, ...] = ()
    body_html: str = ""
    body_text: str = ""

    def changes(self, other: "TriedPage") -> tuple[str, ...]:
        """The facts that two recipes read differently."""
        return tuple(name for name in FACTS if getattr(self, name) != getattr(other, name))


class Tryout:
    """The text of a recipe at work on the sources; an empty one stands for what is learned. Raises what `kept_trial` does."""

    def __init__(self, text: str, move: Move) -> None:
        trial = kept_trial(text, move)
        self._layouts = Layouts(trial.layouts, trial.hosts)
        self._readers: Sequence[Reader] = family_readers(self._layouts, trust=GIVEN if text.strip() else LEARNED)
        self.samples = trial.samples

    def read(self, page: CapturedPage) -> TriedPage:
        """What is made of a page. Raises DocumentUnreadable."""
        found = self._layouts.match(open_page(page))
        layout = found.layout.recipe.name if found else ""
        outcome = read_page(page, self._readers, frozenset())
        if isinstance(outcome, ListNote):
            return TriedPage(page.url, "list", layout, columns=outcome.columns)
        if not isinstance(outcome, ReadPage):
            return TriedPage(page.url, outcome.kind, layout, reason=outcome.reason)
        content = outcome.content
        return TriedPage(
            page.url, "article", layout, content.reader, "", content.title, content.published, content.source, content.author,
            content.editor, content.columns, content.body.html, content.body.text,
        )  # fmt: skip
