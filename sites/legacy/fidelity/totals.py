"""The fidelity of a whole site: what the report begins with, and what decides whether it may be cut over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from federation.courts.moving_in import Rules
from sites.legacy.fidelity.measures import RIGHT_TEXT, ArticleFidelity
from sites.legacy.importing.shortfalls import articles_by_kind
from sites.legacy.models import ImportedArticle, OldAddress


@dataclass(frozen=True, slots=True)
class SiteFidelity:
    """Counts over all imported articles; shares and means are 0 to 1.

    `unchecked` are articles that no check has compared, `pageless` those whose page is gone; both count as not right.
    `captured` is the number of addresses of the sources, `unaccounted` of those among them without an outcome.
    `shortfalls` counts articles by the kind of what the import could not keep of them.
    """

    articles: int
    right: int
    unchecked: int
    pageless: int
    titles: int
    dates: int
    sources: int
    similarity: float
    images: int
    images_missing: int
    attachments: int
    attachments_missing: int
    links: int
    links_broken: int
    with_losses: int
    captured: int
    unaccounted: int
    outcomes: dict[str, int]
    shortfalls: dict[str, int]

    @property
    def accounted(self) -> float:
        """The share of captured addresses that have an outcome."""
        return 1 - self.unaccounted / self.captured if self.captured else 1.0

    @property
    def share_right(self) -> float:
        """Articles right in title, date and text, of all; 1 for a site without articles."""
        return self.right / self.articles if self.articles else 1.0

    def meets(self, limits: Rules) -> bool:
        """Whether this is what the platform demands before a cut-over."""
        return self.share_right >= limits.min_right_share and self.accounted >= limits.min_accounted_share


def site_fidelity(*, captured: int, unaccounted: int, min_similarity: float = RIGHT_TEXT) -> SiteFidelity:
    """The totals of the current court's site, with the two numbers that the last check has counted."""
    outcomes = Counter(dict(_outcomes()))
    count: Counter[str] = Counter()
    similarity = 0.0
    for fidelity in kept_fidelities():
        similarity += fidelity.text
        count.update(_counted(fidelity))
    articles = ImportedArticle.objects.count()
    pageless = ImportedArticle.objects.filter(page__isnull=True).count()
    return SiteFidelity(
        articles=articles,
        right=ImportedArticle.objects.filter(right_articles(min_similarity)).count(),
        unchecked=articles - pageless - count["checked"],
        pageless=pageless,
        titles=count["titles"],
        dates=count["dates"],
        sources=count["sources"],
        similarity=similarity / count["checked"] if count["checked"] else 0.0,
        images=count["images"],
        images_missing=count["images_missing"],
        attachments=count["attachments"],
        attachments_missing=count["attachments_missing"],
        links=count["links"],
        links_broken=count["links_broken"],
        with_losses=count["with_losses"],
        captured=captured,
        unaccounted=unaccounted,
        outcomes={outcome.value: outcomes[outcome.value] for outcome in OldAddress.Outcome},
        shortfalls=articles_by_kind(),
    )


def right_articles(min_similarity: float) -> Q:
    """Articles with title and date as they were, and a text at least as similar as demanded: the measure of a cut-over."""
    return Q(page__isnull=False, fidelity__title=True, fidelity__date=True, fidelity__text__gte=min_similarity)


def kept_fidelities() -> Iterator[ArticleFidelity]:
    """Every comparison that is kept, one at a time."""
    rows = ImportedArticle.objects.filter(page__isnull=False, fidelity__isnull=False)
    for kept in rows.values_list("fidelity", flat=True).iterator(chunk_size=500):
        assert kept is not None  # noqa: S101  filtered above
        yield ArticleFidelity.from_json(kept)


def _counted(fidelity: ArticleFidelity) -> dict[str, int]:
    return {
        "checked": 1,
        "titles": fidelity.title,
        "dates": fidelity.date,
        "sources": fidelity.source,
        "images": fidelity.images.of,
        "images_missing": len(fidelity.images.missing),
        "attachments": fidelity.attachments.of,
        "attachments_missing": len(fidelity.attachments.missing),
        "links": fidelity.links.of,
        "links_broken": len(fidelity.links.missing),
        "with_losses": bool(fidelity.lost),
    }


def _outcomes() -> Iterator[tuple[str, int]]:
    yield from OldAddress.objects.values_list("outcome").annotate(Count("pk"))
