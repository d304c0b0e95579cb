"""What became of every captured address, and what an import did."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Count

from sites.legacy.models import ImportedArticle, OldAddress

Outcome = OldAddress.Outcome
OUTCOME_OF_VERDICT = {
    "article": Outcome.IMPORTED,
    "duplicate": Outcome.DUPLICATE,
    "list": Outcome.LIST,
    "asset": Outcome.ASSET,
    "redirected": Outcome.REDIRECTED,
    "skipped": Outcome.SKIPPED,
    "failed": Outcome.FAILED,
}


class Change(StrEnum):
    """What an import does with one article."""

    CREATED = "created"
    UPDATED = "updated"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    """Edited or moved here and changed there: the newer text, or the other column, waits for a decision."""
    DELETED = "deleted"
    """Its page was deleted here, and is not made again."""
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass
class ImportReport:
    """The outcome of an import. It counts; the rows of all addresses stand in OldAddress, the articles in ImportedArticle.

    `changes` counts articles by Change. `addresses` is the number of captured addresses, `spellings` how many of them are
    another spelling of one among them. `gone` are articles that the source answers with 404 or 410 since this run, `links`
    the links between old pages that lead to new ones now, `followed` pages that went where their column was decided to lead
    since they were imported. Over all imports of the court, `totals` counts old addresses by outcome, and `left_over` articles
    that somebody must look at.
    """

    addresses: int
    spellings: int = 0
    changes: dict[Change, int] = field(default_factory=lambda: dict.fromkeys(Change, 0))
    gone: int = 0
    links: int = 0
    followed: int = 0
    stopped: bool = False
    seconds: float = 0.0
    totals: dict[str, int] = field(default_factory=dict)
    left_over: dict[str, int] = field(default_factory=dict)

    @property
    def created(self) -> int:
        """Pages made by this run."""
        return self.changes[Change.CREATED]

    def counts(self) -> dict[str, int]:
        """What this run did, as numbers."""
        changes = {change.value: count for change, count in self.changes.items()}
        names = ("addresses", "spellings", "gone", "links", "followed")
        return {name: getattr(self, name) for name in names} | changes


def outcome_totals() -> dict[str, int]:
    """Number of old addresses of the court by outcome, every outcome named."""
    counted = dict(OldAddress.objects.values_list("outcome").annotate(Count("pk")))
    return {outcome.value: counted.get(outcome.value, 0) for outcome in Outcome}


def articles_left_over() -> dict[str, int]:
    """Imported articles with personal data, with things that could not be kept, and with conflicts."""
    articles = ImportedArticle.objects
    return {
        "findings": articles.exclude(findings=[]).count(),
        "shortfalls": articles.exclude(shortfalls=[]).count(),
        "conflicts": articles.filter(ImportedArticle.CONFLICT).count(),
    }
