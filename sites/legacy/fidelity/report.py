"""The fidelity report of a site: HTML to read, JSON and CSV to process. Streams from the database, whatever its size."""

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from sites.legacy.fidelity.measures import ArticleFidelity
from sites.legacy.fidelity.screens import SideBySide
from sites.legacy.fidelity.totals import SiteFidelity
from sites.legacy.importing.report import AddressOutcome, address_outcomes
from sites.legacy.models import ImportedArticle

ARTICLES_A_PAGE, ADDRESSES_A_PAGE = 200, 1000
STEP = 500


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What every page of a report begins with. `damage` says what of the sources was unreadable."""

    court: str
    sources: str
    site_address: str
    damage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the report; `fidelity` is None where it was not compared."""

    title: str
    url: str
    new_address: str
    live: bool
    score: float | None
    fidelity: ArticleFidelity | None
    shortfalls: tuple[Any, ...]
    findings: tuple[Any, ...]


def article_rows() -> Iterator[ArticleRow]:
    """Every imported article, the worst first, those that were not compared before all."""
    rows = ImportedArticle.objects.select_related("page").order_by(F("score").asc(nulls_first=True), "key")
    for row in rows.iterator(chunk_size=STEP):
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


def write_report(
    folder: Path, *, head: ReportHead, totals: SiteFidelity, fit: bool, pairs: Sequence[SideBySide] = ()
) -> Path:
    """Write index.html and the pages after it, report.json, articles.csv and addresses.csv; returns the first page.

    `fit` says whether the totals meet what the platform asks for; `pairs` are pictures that lie in `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = {"head": head, "totals": totals, "fit": fit, "pairs": pairs, "written_at": timezone.localtime()}
    _write_pages(folder, "articles", article_rows(), ARTICLES_A_PAGE, totals.articles, common)
    addresses = address_outcomes(head.site_address)
    _write_pages(folder, "addresses", addresses, ADDRESSES_A_PAGE, sum(totals.outcomes.values()), common)
    _write_json(folder / "report.json", head, totals, fit)
    for name in LISTS:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(name, site_address=head.site_address))
    return folder / file_name("articles", 1)


def file_name(kind: str, number: int) -> str:
    """The file of a page of the report; the first page of the articles is the report's own."""
    return "index.html" if (kind, number) == ("articles", 1) else f"{kind}-{number}.html"


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
    opening = json.dumps(summary | {"totals": asdict(totals)}, ensure_ascii=False)
    with file.open("w", encoding="utf-8") as out:
        out.write(opening[:-1])
        lists: dict[str, Iterator[dict[str, Any]]] = {
            "articles": map(asdict, article_rows()),
            "addresses": map(_with_label, address_outcomes(head.site_address)),
        }
        for name, rows in lists.items():
            out.write(f',\n"{name}": [')
            for place, row in enumerate(rows):
                out.write((",\n" if place else "\n") + json.dumps(row, ensure_ascii=False))
            out.write("]")
        out.write("}\n")


def csv_lines(name: str, *, site_address: str) -> Iterator[str]:
    """`articles` or `addresses` as CSV, a line at a time.

    With a byte order mark, by which spreadsheets know that it is UTF-8, and no cell that they would take for a formula.
    """
    line = io.StringIO()
    writer = None
    for row in LISTS[name](site_address):
        if writer is None:
            writer = csv.DictWriter(line, fieldnames=list(row))
            line.write(codecs.BOM_UTF8.decode())
            writer.writeheader()
        writer.writerow({field: _harmless(value) for field, value in row.items()})
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _flat(row: ArticleRow) -> dict[str, Any]:
    fidelity = row.fidelity
    parts = {name: getattr(fidelity, name, None) for name in ("images", "attachments", "links")}
    return {
        "title": row.title,
        "url": row.url,
        "new_address": row.new_address,
        "live": row.live,
        "score": row.score,
        "title_kept": fidelity.title if fidelity else None,
        **{name: getattr(fidelity, name, None) for name in ("date", "source", "text")},
        **{f"{name}_of": part.of if part else None for name, part in parts.items()},
        **{f"{name}_missing": "\n".join(part.missing) if part else None for name, part in parts.items()},
        "lost": "\n".join(fidelity.lost) if fidelity else None,
        "findings": len(row.findings),
    }


def _with_label(row: AddressOutcome) -> dict[str, Any]:
    return asdict(row) | {"label": row.label}


LISTS: dict[str, Callable[[str], Iterable[dict[str, Any]]]] = {
    "articles": lambda _site_address: map(_flat, article_rows()),
    "addresses": lambda site_address: map(_with_label, address_outcomes(site_address)),
}
"""What can be had as CSV, by name."""
