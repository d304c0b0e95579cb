"""Merged cells of a workbook: what is written in one of them stands for every row that it covers."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from python_calamine import CalamineSheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


class Merged(NamedTuple):
    """A merged cell: its first row and its last, from the sheet's own first; its column, from the first that is used."""

    column: int
    first: int
    last: int


def merged_in(sheet: CalamineSheet, path: Path) -> list[Merged]:
    """The cells of a sheet that are merged over several rows. Raises BadZipFile and XMLSyntaxError."""
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        found = list(_merged_in_ods(sheet.name, path))
    else:
        found = [Merged(column, first, last) for (first, column), (last, _) in ranges if last > first]
    unused = sheet.start[1] if sheet.start else 0
    return [cell._replace(column=cell.column - unused) for cell in found if cell.column >= unused]


def filled_down(rows: Iterable[list[str]], merged: Iterable[Merged]) -> Iterator[list[str]]:
    """The rows of a sheet, in which every row of a merged cell has what the first one says."""
    waiting = sorted(merged, key=lambda each: each.first, reverse=True)
    held: list[tuple[Merged, str]] = []
    for number, row in enumerate(rows):
        held = [(cell, text) for cell, text in held if cell.last >= number]
        for cell, text in held:
            row[cell.column] = text
        while waiting and waiting[-1].first <= number:
            cell = waiting.pop()
            if cell.first == number and cell.column < len(row):
                held.append((cell, row[cell.column]))
        yield row


def _merged_in_ods(sheet: str, path: Path) -> Iterator[Merged]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        number, inside = 0, False
        for event, element in etree.iterparse(
            content, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
        ):
            if element.tag == f"{_TABLE}table":
                inside = event == "start" and element.get(f"{_TABLE}name") == sheet
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                if inside:
                    yield from _merged_in_row(element, number)
                    number += _count(element, "number-rows-repeated")
                element.clear()


def _merged_in_row(row: etree._Element, number: int) -> Iterator[Merged]:
    column = 0
    for cell in row.iterchildren(*_CELLS):
        height = _count(cell, "number-rows-spanned")
        if height > 1:
            yield Merged(column, number, number + height - 1)
        column += _count(cell, "number-columns-repeated")


def _count(element: etree._Element, name: str) -> int:
    stated = element.get(_TABLE + name, "1")
    return int(stated) if stated.isdigit() else 1
