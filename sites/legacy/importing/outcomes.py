"""What became of every captured address, and what an import did."""

from dataclasses import dataclass, field

from django.db.models import Count, TextChoices
from django.utils.translation import gettext_lazy as _

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


class Change(TextChoices):
    """What an import does with one article."""

    CREATED = "created", _("新建")
    UPDATED = "updated", _("更新")
    MOVED = "moved", _("换栏目")
    UNCHANGED = "unchanged", _("未变")
    CONFLICT = "conflict", _("冲突")
    """Edited or moved here and changed there: the newer text, or the other column, waits for a decision."""
    DELETED = "deleted", _("本站已删除")
    """Its page was deleted here, and is not made again."""
    SKIPPED = "skipped", _("未采用")
    FAILED = "failed", _("失败")


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
