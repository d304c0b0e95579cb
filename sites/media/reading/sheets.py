"""Tables of Excel, old and new. Hidden sheets are not read: what an author has hidden was not meant to be found."""

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .verdicts import Reason, Unreadable


def read_sheets(content: bytes) -> Iterator[str]:
    """Each visible sheet: its name, then a row a line."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_name(sheet.name).iter_rows()
                yield "\n".join([sheet.name, *(" ".join(_cell(cell) for cell in row) for row in rows)])
    except PasswordError as error:
        raise Unreadable(Reason.LOCKED) from error
    except CalamineError as error:
        raise Unreadable(Reason.DAMAGED) from error


def _cell(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
