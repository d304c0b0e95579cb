"""The report of an import: JSON for programs, HTML for people."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import timezone

from sites.legacy.importing.outcomes import AddressOutcome, ImportReport, Outcome

ROWS_A_PAGE = 1000
# What a person must look at comes first.
ORDER = [
    Outcome.FAILED, Outcome.SKIPPED, Outcome.IMPORTED, Outcome.DUPLICATE, Outcome.REDIRECTED, Outcome.LIST, Outcome.ASSET,
]  # fmt: skip


def write_report(report: ImportReport, folder: Path, *, site_address: str) -> list[Path]:
    """Write report.json and report.html, with report-2.html and so on for more than a thousand addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(
        json.dumps(_as_data(report, site_address), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    rows = sorted(report.rows, key=lambda row: ORDER.index(Outcome(row.outcome)))
    pages = Paginator(rows, ROWS_A_PAGE)
    return [_write_page(report, pages, number, folder, site_address) for number in pages.page_range]


def _write_page(report: ImportReport, pages: Paginator, number: int, folder: Path, site_address: str) -> Path:
    file = folder / _file_name(number)
    context: dict[str, Any] = {
        "report": report,
        "totals": [(Outcome(outcome).label, count) for outcome, count in report.totals.items()],
        "rows": [(Outcome(row.outcome).label, row) for row in pages.page(number)],
        "files": [(page, _file_name(page)) for page in pages.page_range],
        "number": number,
        "site_address": site_address,
        "written_at": timezone.localtime(),
    }
    file.write_text(render_to_string("legacy/report.html", context), encoding="utf-8")
    return file


def _as_data(report: ImportReport, site_address: str) -> dict[str, Any]:
    return {
        "court": report.court,
        "capture": report.capture,
        "site": site_address,
        "created": report.created,
        "published": report.published,
        "seconds": round(report.seconds, 2),
        "damage": list(report.damage),
        "totals": report.totals,
        "addresses": [asdict(row) | {"new_address": _absolute(row, site_address)} for row in report.rows],
    }


def _absolute(row: AddressOutcome, site_address: str) -> str:
    return site_address + row.new_address if row.new_address.startswith("/") else row.new_address


def _file_name(number: int) -> str:
    return "report.html" if number == 1 else f"report-{number}.html"
