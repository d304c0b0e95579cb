"""The report of an import: JSON for programs, HTML for people. Both stream from the database."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.template.loader import render_to_string
from django.utils import timezone

from sites.legacy.importing.batching import in_batches
from sites.legacy.importing.outcomes import ImportReport, Outcome
from sites.legacy.models import ImportedArticle, OldAddress
from sites.legacy.old_addresses import new_address

ROWS_A_PAGE = 1000
# What a person must look at comes first.
ORDER = [
    Outcome.FAILED, Outcome.SKIPPED, Outcome.IMPORTED, Outcome.DUPLICATE, Outcome.REDIRECTED, Outcome.LIST, Outcome.ASSET,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddressOutcome:
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


def write_report(report: ImportReport, folder: Path, *, site_address: str) -> list[Path]:
    """Write report.json and report.html, with report-2.html and so on for more than a thousand addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "report.json").open("w", encoding="utf-8") as file:
        _write_data(report, file, site_address)
    count = max(1, -(-OldAddress.objects.count() // ROWS_A_PAGE))
    files = [(number, _file_name(number)) for number in range(1, count + 1)]
    shared = {
        "report": report,
        "totals": [(Outcome(outcome).label, number) for outcome, number in report.totals.items()],
        "left_over": report.left_over,
        "files": files,
        "site_address": site_address,
        "written_at": timezone.localtime(),
    }
    pages = in_batches(address_outcomes(site_address), ROWS_A_PAGE)
    for number, name in files:
        rows = [(Outcome(row.outcome).label, row) for row in next(pages, [])]
        text = render_to_string("legacy/report.html", shared | {"rows": rows, "number": number})
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for _number, name in files]


def address_outcomes(site_address: str) -> Iterator[AddressOutcome]:
    """Every old address of the court, a thousand in memory at a time, those first that a person must look at."""
    for batch in in_batches(_in_order().iterator(chunk_size=ROWS_A_PAGE), ROWS_A_PAGE):
        lost = _shortfalls(batch)
        for old in batch:
            target = new_address(old)
            yield AddressOutcome(
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


def _write_data(report: ImportReport, file: TextIO, site_address: str) -> None:
    head: dict[str, Any] = {
        "court": report.court,
        "source": report.source,
        "site": site_address,
        "published": report.published,
        "stopped": report.stopped,
        "seconds": round(report.seconds, 2),
        "damage": list(report.damage),
        "run": report.counts(),
        "totals": report.totals,
        "left_over": report.left_over,
    }
    file.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}"))
    file.write(',\n "addresses": [')
    for place, row in enumerate(address_outcomes(site_address)):
        file.write(("," if place else "") + "\n  " + json.dumps(asdict(row), ensure_ascii=False))
    file.write("\n ]\n}\n")


def _file_name(number: int) -> str:
    return "report.html" if number == 1 else f"report-{number}.html"
