"""The lists of a fidelity report as CSV, a line at a time."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from sites.legacy.fidelity.differences import Difference
from sites.legacy.fidelity.rows import AddressRow, ArticleRow, address_rows, article_rows
from sites.legacy.importing.shortfalls import kinds_in


def csv_lines(name: str, *, site_address: str) -> Iterator[str]:
    """`articles` or `addresses` as CSV.

    With a byte order mark, by which spreadsheets know that it is UTF-8, and no cell that they would take for a formula.
    """
    line = io.StringIO()
    writer = None
    for row in TABLES[name](site_address):
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


def _article(row: ArticleRow) -> dict[str, Any]:
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
        "shortfall_kinds": " ".join(kinds_in(row.shortfalls)),
        "differences": "\n".join(map(_in_a_line, row.differences)),
        "to_do": "\n".join(dict.fromkeys(each.mend for each in row.differences)),
        "findings": len(row.findings),
    }


def _in_a_line(difference: Difference) -> str:
    return "：".join(filter(None, (difference.name, difference.about, difference.why)))


def _address(row: AddressRow) -> dict[str, Any]:
    return asdict(row) | {"label": row.label}


TABLES: dict[str, Callable[[str], Iterable[dict[str, Any]]]] = {
    "articles": lambda _site_address: map(_article, article_rows()),
    "addresses": lambda site_address: map(_address, address_rows(site_address)),
}
"""What can be had as CSV, by name."""
