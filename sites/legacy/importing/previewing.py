"""What an import would do, without doing it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sites.legacy.importing.batching import in_batches
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.comparing import Case, Comparison
from sites.legacy.importing.following import Planned, plan
from sites.legacy.importing.importing import BATCH
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.importing.outcomes import Change
from sites.legacy.importing.site import home_of_site
from sites.legacy.reading import Reading
from sites.legacy.sources.base import Source
from sites.publishing.findings import findings_in

TOLD = (Change.UPDATED, Change.MOVED, Change.CONFLICT, Change.DELETED)
"""What is named article by article; the rest is counted."""


@dataclass
class Preview:
    """Articles by what an import would do with them, how many new or changed ones would stand as drafts, and which pages would
    follow decisions about their columns.
    """

    changes: Counter[Change] = field(default_factory=Counter)
    drafts: int = 0
    following: list[Planned] = field(default_factory=list)


def preview_import(
    source: Source,
    reading: Reading,
    *,
    progress: Callable[[str, int, int], None],
    tell: Callable[[Change, str, str], None],
) -> Preview:
    """Compare what was read with the site. `tell` hears of every article that is not simply new or unchanged: the change,
    its address and its title. Writes nothing. Raises ImportRefused.
    """
    home, preview, done = home_of_site(), Preview(), 0
    comparison, columns = Comparison(source, SiteKeys(source)), ColumnFinder(home)
    for batch in in_batches(reading.articles(), BATCH):
        for case in comparison.cases(batch):
            _count(case, columns, preview)
            if case.change in TOLD:
                tell(case.change, case.article.url, case.article.title)
        done += len(batch)
        progress("compare", done, len(reading))
    preview.following = list(plan(columns))
    return preview


def _count(case: Case, columns: ColumnFinder, preview: Preview) -> None:
    if case.change is Change.CREATED and columns.skipped(case.article.columns) is not None:
        case.change = Change.SKIPPED
    if case.change in (Change.CREATED, Change.UPDATED):
        preview.drafts += bool(findings_in(f"{case.article.title}\n{case.article.body_text}"))
    preview.changes[case.change] += 1
