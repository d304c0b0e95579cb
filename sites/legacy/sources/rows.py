"""The rows of a table, whatever it was saved as: CSV of any charset and delimiter, or a workbook (xls, xlsx, xlsb, ods)."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError, CalamineWorkbook

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.charsets import decode
from sites.legacy.sources.headings import count_known
from sites.legacy.sources.merged import filled_down, merged_in

Row = list[str]
_SAMPLE = 1 << 18
_CELL = 1 << 25
"""Characters of one cell that are read at most."""
_DELIMITERS = (",", "\t", ";", "|", "，", "；")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_UNPACKED = 1 << 29
"""Bytes that a workbook may hold when unpacked; it is read as a whole."""


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its first bytes, and, if it is a ZIP, by what it holds."""
    with path.open("rb") as file:
        head = file.read(4)
    if head != _WORKBOOK[0]:
        return head == _WORKBOOK[1]
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
    return any(name.startswith("xl/") or name == "content.xml" for name in names)


def rows_of(path: Path) -> Iterator[Row]:
    """All rows, the first one with the headings. Raises CaptureUnreadable."""
    return _rows_of_workbook(path) if is_workbook(path) else _rows_of_csv(path)


def has_known_headings(path: Path) -> bool:
    """Whether a text begins with a row of headings as tables of articles have them."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    text = decode(_whole_lines(sample)).text
    return any(count_known(_first_row(text, delimiter)) > 1 for delimiter in _DELIMITERS)


def _rows_of_csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        charset = decode(_whole_lines(sample)).charset
        file.seek(len(_mark(sample)))
        text = io.TextIOWrapper(file, encoding=charset, errors="replace", newline="")
        delimiter = _delimiter(sample[len(_mark(sample)) :].decode(charset, "replace"))
        reader = csv.reader(_without_nul(text), delimiter=delimiter)
        try:
            yield from reader
        except csv.Error as error:
            raise CaptureUnreadable(
                _("%(file)s 第 %(line)d 行不是可读的 CSV：%(error)s")
                % {"file": path.name, "line": reader.line_num, "error": error}
            ) from error


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _whole_lines(sample: bytes) -> bytes:
    """A sample that does not end within a character: cut after its last line break, if it has any."""
    return sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample[:-4]


def _mark(sample: bytes) -> bytes:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return next((mark for mark in marks if sample.startswith(mark)), b"")


def _delimiter(sample: str) -> str:
    """The delimiter by which the first row has the most headings that are known, and then the most at all."""

    def headings(delimiter: str) -> tuple[int, int]:
        first = _first_row(sample, delimiter)
        return count_known(first), len(first)

    return max(_DELIMITERS, key=headings)


def _first_row(text: str, delimiter: str) -> Row:
    try:
        return next(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows_of_workbook(path: Path) -> Iterator[Row]:
    """The rows of the first sheet that has any; what is merged over several rows stands in each."""
    _refuse_bomb(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                if sheet.height > 1:
                    rows = ([_text(cell) for cell in row] for row in sheet.iter_rows())
                    yield from filled_down(rows, merged_in(sheet, path))
                    return
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, XMLSyntaxError) as error:
        raise CaptureUnreadable(
            _("%(file)s 不是可读的工作簿：%(error)s") % {"file": path.name, "error": error}
        ) from error


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(each.file_size for each in archive.infolist())
    if size > _MOST_UNPACKED:
        raise CaptureUnreadable(
            _("%(file)s 解压后有 %(size)d MB，过大，没有读取。请另存为 CSV 再试。")
            % {"file": path.name, "size": size >> 20}
        )


def _text(cell: Any) -> str:
    """A cell as a person would have typed it: no `.0` behind numbers, dates in ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
