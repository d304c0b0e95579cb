"""The rows of a CSV file or an XLSX workbook, under headings as case systems have them."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from search.folding import fold
from sites.parties.errors import PartiesRefused

LARGEST = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 5000
_CHARSETS = ("utf-8-sig", "gb18030")


class Field(StrEnum):
    NUMBER, NAME, ROLE, CONTACT, ACTS_FOR = "number", "name", "role", "contact", "acts_for"
    CAUSE, UNIT, PHONE = "cause", "unit", "phone"


HEADINGS = {
    Field.NUMBER: ("案号",),
    Field.NAME: ("姓名或名称", "姓名", "名称", "姓名或者名称", "当事人姓名", "当事人", "姓名/名称"),
    Field.ROLE: ("身份", "诉讼地位", "类型"),
    Field.CONTACT: ("手机号或邮箱", "手机号", "手机号码", "手机", "联系方式", "电子邮箱", "邮箱", "送达电话"),
    Field.ACTS_FOR: ("代理的当事人", "被代理人", "委托人", "代理"),
    Field.CAUSE: ("案由",),
    Field.UNIT: ("承办部门", "承办庭室"),
    Field.PHONE: ("部门电话", "承办部门电话", "法院联系电话"),
}
NEEDED = (Field.NUMBER, Field.NAME, Field.CONTACT)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`line` is what a spreadsheet shows beside the row."""

    line: int
    cells: dict[Field, str]

    def __getitem__(self, field: Field) -> str:
        return self.cells.get(field, "")


def rows_of_sheet(content: bytes) -> list[SheetRow]:
    """All rows that hold anything. Raises PartiesRefused, which names what is wrong with the file as a whole."""
    if len(content) > LARGEST:
        raise PartiesRefused(_("文件超过 %(most)d MB，请分成几个文件导入。") % {"most": LARGEST >> 20})
    lines = _of_workbook(content) if content.startswith(b"PK\x03\x04") else _of_csv(content)
    numbered = [(number, row) for number, row in enumerate(lines, start=1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise PartiesRefused(_("文件里没有内容。"))
    (_first, headings), *rows = numbered
    if len(rows) > MOST_ROWS:
        raise PartiesRefused(_("文件超过 %(most)d 行，请分成几个文件导入。") % {"most": MOST_ROWS})
    places = _places(headings)
    return [
        SheetRow(line, {field: row[place].strip() for field, place in places.items() if place < len(row)})
        for line, row in rows
    ]


def _places(headings: Sequence[str]) -> dict[Field, int]:
    plain = [fold("".join(heading.split())) for heading in headings]
    places = {
        field: next(place for place, heading in enumerate(plain) if heading in names)
        for field, names in HEADINGS.items()
        if any(heading in names for heading in plain)
    }
    if missing := [HEADINGS[field][0] for field in NEEDED if field not in places]:
        raise PartiesRefused(
            _("第一行没有这些列：%(missing)s。可以用的列名：%(known)s。")
            % {"missing": "、".join(missing), "known": "、".join(names[0] for names in HEADINGS.values())}
        )
    return places


def _of_csv(content: bytes) -> Iterator[list[str]]:
    for charset in _CHARSETS:
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        delimiter = max(",\t;", key=text.partition("\n")[0].count)
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return
    raise PartiesRefused(_("这不是可读的 CSV 或者 XLSX 文件。请在案件系统或者电子表格中重新导出。"))


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise PartiesRefused(_("工作簿解压后过大，没有读取。请另存为 CSV 再试。"))
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            yield from ([_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise PartiesRefused(_("这不是可读的 XLSX 工作簿。请在电子表格中重新保存。")) from error


def _text(cell: object) -> str:
    """A cell as a person would have typed it: no `.0` behind telephone numbers."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
