"""The fidelity report of a site: HTML to read, JSON and CSV to process. Streams from the database, whatever its size."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from federation.courts.models import CourtSite
from federation.courts.moving_in import rules
from sites.legacy.fidelity.checking import Check
from sites.legacy.fidelity.rows import AddressRow, ArticleRow, address_rows, article_rows
from sites.legacy.fidelity.screens import SideBySide
from sites.legacy.fidelity.tables import TABLES, csv_lines
from sites.legacy.fidelity.totals import SiteFidelity, site_fidelity
from sites.legacy.importing.shortfalls import kind_called

ARTICLES_A_PAGE, ADDRESSES_A_PAGE = 200, 1000
FIRST_PAGE = "report.html"


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What every page of a report begins with. `damage` says what of the sources was unreadable."""

    court: str
    sources: str
    site_address: str
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its first page, and what it says of the site."""

    page: Path
    totals: SiteFidelity
    fit: bool


def report_check(
    check: Check,
    *,
    site: CourtSite,
    sources: Sequence[str],
    folder: Path,
    damage: Sequence[str] = (),
    pairs: Sequence[SideBySide] = (),
) -> Report:
    """Write what a check has found of the current court's site; `pairs` are pictures that lie in `folder`."""
    limits = rules()
    totals = site_fidelity(captured=check.captured, unaccounted=check.unaccounted, min_similarity=limits.min_similarity)
    head = ReportHead(str(site.court), "、".join(sources), site.address, tuple(damage))
    fit = totals.meets(limits)
    return Report(write_report(folder, head=head, totals=totals, fit=fit, pairs=pairs), totals, fit)


def write_report(
    folder: Path, *, head: ReportHead, totals: SiteFidelity, fit: bool, pairs: Sequence[SideBySide] = ()
) -> Path:
    """Write report.html and the pages after it, report.json, articles.csv and addresses.csv; returns the first page.

    `fit` says whether the totals meet what the platform asks for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = {"head": head, "totals": totals, "fit": fit, "pairs": pairs, "written_at": timezone.localtime()}
    _write_pages(folder, "articles", article_rows(), ARTICLES_A_PAGE, totals.articles, common)
    addresses = address_rows(head.site_address)
    _write_pages(folder, "addresses", addresses, ADDRESSES_A_PAGE, sum(totals.outcomes.values()), common)
    _write_json(folder / "report.json", head, totals, fit)
    for name in TABLES:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(name, site_address=head.site_address))
    return folder / FIRST_PAGE


def file_name(kind: str, number: int) -> str:
    """The file of a page of the report; the first page of the articles is the report's own."""
    return FIRST_PAGE if (kind, number) == ("articles", 1) else f"{kind}-{number}.html"


def _write_pages(folder: Path, kind: str, rows: Iterator[Any], a_page: int, count: int, common: dict[str, Any]) -> None:
    for old in folder.glob(f"{kind}-*.html"):
        old.unlink()
    numbers = range(1, max(1, -(-count // a_page)) + 1)
    for number in numbers:
        context = common | {
            "rows": list(islice(rows, a_page)),
            "kind": kind,
            "number": number,
            "files": [(each, file_name(kind, each)) for each in numbers],
        }
        page = render_to_string(f"legacy/fidelity/{kind}.html", context)
        (folder / file_name(kind, number)).write_text(page, encoding="utf-8")


def _write_json(file: Path, head: ReportHead, totals: SiteFidelity, fit: bool) -> None:
    """One object; its two lists a line a row, so that it is written, and can be read, without holding it whole."""
    summary: dict[str, Any] = asdict(head)
    summary |= {"fit_for_cut_over": fit, "share_right": totals.share_right, "accounted": totals.accounted}
    summary |= {"totals": asdict(totals), "shortfall_kinds": _kinds(totals)}
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(summary, ensure_ascii=False)[:-1])
        lists: dict[str, Iterator[dict[str, Any]]] = {
            "articles": map(_article, article_rows()),
            "addresses": map(_address, address_rows(head.site_address)),
        }
        for name, rows in lists.items():
            out.write(f',\n"{name}": [')
            for place, row in enumerate(rows):
                out.write((",\n" if place else "\n") + json.dumps(row, ensure_ascii=False))
            out.write("]")
        out.write("}\n")


def _kinds(totals: SiteFidelity) -> dict[str, Any]:
    kinds = {name: kind_called(name) for name in totals.shortfalls}
    return {
        name: {"name": str(kind.name), "to_do": str(kind.mend), "articles": totals.shortfalls[name]}
        for name, kind in kinds.items()
    }


def _article(row: ArticleRow) -> dict[str, Any]:
    return asdict(row) | {"differences": [asdict(each) for each in row.differences]}


def _address(row: AddressRow) -> dict[str, Any]:
    return asdict(row) | {"label": row.label}
