"""The two lists of a fidelity report, articles and old addresses, each read from the database a piece at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from sites.legacy.fidelity.differences import Difference, Note, differences
from sites.legacy.fidelity.measures import ArticleFidelity
from sites.legacy.importing.batching import in_batches
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.old_addresses import new_address

AT_ONCE = 500
Outcome = OldAddress.Outcome
# What a person must look at comes first.
ORDER = [
    Outcome.FAILED, Outcome.SKIPPED, Outcome.IMPORTED, Outcome.DUPLICATE, Outcome.REDIRECTED, Outcome.LIST, Outcome.ASSET,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article. `fidelity` is None where it was not compared; `shortfalls` are what the import could not keep (kind,
    url, reason), `findings` personal data."""

    title: str
    url: str
    new_address: str
    live: bool
    score: float | None
    fidelity: ArticleFidelity | None
    shortfalls: tuple[Note, ...]
    findings: tuple[Note, ...]

    @property
    def differences(self) -> list[Difference]:
        """What is not as it was."""
        return differences(self.fidelity, self.shortfalls)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One old address. `new_address` is an absolute address, empty where nothing public stands for the old one."""

    url: str
    outcome: str
    reason: str
    new_address: str
    title: str

    @property
    def label(self) -> str:
        """The outcome in words."""
        return str(Outcome(self.outcome).label)


def article_rows() -> Iterator[ArticleRow]:
    """Every imported article, the worst first, those that were not compared before all."""
    rows = ImportedArticle.objects.select_related("page").order_by(F("score").asc(nulls_first=True), "key")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield ArticleRow(
            title=row.title,
            url=row.url,
            new_address=(row.page.url or "") if row.page else "",
            live=bool(row.page and row.page.live),
            score=row.score,
            fidelity=ArticleFidelity.from_json(row.fidelity) if row.fidelity and row.page else None,
            shortfalls=tuple(row.shortfalls),
            findings=tuple(row.findings),
        )


def address_rows(site_address: str) -> Iterator[AddressRow]:
    """Every old address of the court, those first that a person must look at."""
    for batch in in_batches(_in_order().iterator(chunk_size=AT_ONCE), AT_ONCE):
        lost = _shortfalls(batch)
        for old in batch:
            target = new_address(old)
            yield AddressRow(
                url=old.url,
                outcome=old.outcome,
                reason="；".join(filter(None, (old.reason, lost.get(old.url, "")))),
                new_address=site_address + target if target.startswith("/") else target,
                title=old.page.title if old.page else "",
            )


def _in_order() -> QuerySet[OldAddress]:
    ranks = (When(outcome=outcome, then=Value(rank)) for rank, outcome in enumerate(ORDER))
    ordered = OldAddress.objects.annotate(rank=Case(*ranks, output_field=IntegerField()))
    return ordered.select_related("page").order_by("rank", "pk")


def _shortfalls(rows: list[OldAddress]) -> dict[str, str]:
    """What of each article could not be kept, by its address."""
    articles = ImportedArticle.objects.filter(url__in=[row.url for row in rows if row.outcome == Outcome.IMPORTED])
    lost = articles.exclude(shortfalls=[]).values_list("url", "shortfalls")
    return {url: "；".join(f"{each['url']} {each['reason']}".strip() for each in notes) for url, notes in lost}
