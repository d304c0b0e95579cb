"""Whether the site as imported is faithful enough, by the platform's rules."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _

from federation.courts.moving_in import Rules, rules
from sites.legacy.fidelity.checking import check_fidelity
from sites.legacy.fidelity.totals import right_articles
from sites.legacy.models import ImportedArticle, MoveStep
from sites.legacy.moving.contents import readings
from sites.legacy.moving.progress import StepProgress


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """Of a court's imported articles: how many were compared, how many are right, and their mean score."""

    articles: int
    compared: int
    right: int
    score: float

    @property
    def right_share(self) -> float:
        """1 where there is nothing to compare."""
        return self.right / self.articles if self.articles else 1.0


def faithfulness(limits: Rules) -> Faithfulness:
    """As the comparisons on record give it. Articles that the legacy site has taken down do not count."""
    counts = ImportedArticle.objects.filter(gone_at__isnull=True, page__isnull=False).aggregate(
        articles=Count("pk"),
        compared=Count("pk", filter=Q(score__isnull=False)),
        right=Count("pk", filter=right_articles(limits.min_similarity)),
        score=Avg("score", default=1.0),
    )
    return Faithfulness(**counts)


def check(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Compare every article with its original, and look for captured addresses without outcome.

    Raises MoveRefused or CaptureUnreadable.
    """
    captured, unaccounted = 0, 0
    missing: list[str] = []
    for source, reading in readings(step.move, progress):
        found = check_fidelity(source, reading, progress=progress)
        captured += found.captured
        unaccounted += found.unaccounted
        missing += found.examples
    counts = {"addresses": captured, "accounted": captured - unaccounted, "missing": missing}
    numbers = asdict(faithfulness(rules())) | counts
    message = _(
        "网址 %(addresses)d 个，有着落的 %(accounted)d 个；文章 %(articles)d 篇，已比对 %(compared)d 篇，达标 %(right)d 篇"
    )
    return numbers | {"message": message % numbers}
