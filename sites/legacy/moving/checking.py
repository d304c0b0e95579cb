"""Whether the site as imported is faithful enough, by the platform's rules."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _

from federation.courts.moving_in import Rules, rules
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.models import ImportedArticle, MoveStep, OldAddress
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import source_paths
from sites.legacy.sources.opening import open_source

ADDRESSES_A_NOTE = 500


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """Of a court's imported articles: how many were compared, how many reach the platform's similarity, and their mean."""

    articles: int
    compared: int
    right: int
    similarity: float

    @property
    def right_share(self) -> float:
        """1 where there is nothing to compare."""
        return self.right / self.articles if self.articles else 1.0


def faithfulness(limits: Rules) -> Faithfulness:
    """As the comparisons on record give it. Articles that the legacy site has taken down do not count."""
    counts = ImportedArticle.objects.filter(gone_at__isnull=True, page__isnull=False).aggregate(
        articles=Count("pk"),
        compared=Count("pk", filter=Q(score__isnull=False)),
        right=Count("pk", filter=Q(score__gte=limits.min_similarity)),
        similarity=Avg("score", default=1.0),
    )
    return Faithfulness(**counts)


def check(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Count what was compared, and which captured addresses are accounted for. Raises MoveRefused or CaptureUnreadable."""
    captured, missing = _unaccounted(step, progress)
    found = faithfulness(rules())
    return asdict(found) | {
        "addresses": captured,
        "missing": missing[:100],
        "accounted": captured - len(missing),
        "message": _(
            "网址 %(addresses)d 个，有着落的 %(accounted)d 个；文章 %(articles)d 篇，已比对 %(compared)d 篇，达标 %(right)d 篇"
        )
        % (asdict(found) | {"addresses": captured, "accounted": captured - len(missing)}),
    }


def _unaccounted(step: MoveStep, progress: StepProgress) -> tuple[int, list[str]]:
    """How many addresses were captured, and those without a row among the old addresses."""
    known = set(OldAddress.objects.values_list("key", flat=True))
    captured, missing = 0, []
    for path in source_paths(step.move):
        with open_source(path) as source:
            keys = SiteKeys(source)
            for address in source:
                captured += 1
                if keys.key(address.url) not in known:
                    missing.append(address.url)
                if captured % ADDRESSES_A_NOTE == 0:
                    progress("check", captured, None)
    return captured, missing
