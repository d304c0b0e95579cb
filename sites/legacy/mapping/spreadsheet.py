"""The table of old columns as CSV, for work in a spreadsheet, and back."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TextIO

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.catalogue.items import ITEM_CHOICES
from federation.domain.errors import FederationError
from sites.legacy.mapping.deciding import (
    Decision,
    DecisionRefused,
    decide,
    decision_of,
    refuse_what_cannot_be,
    tidy_trail,
)
from sites.legacy.mapping.site_columns import site_columns, trail_of
from sites.legacy.models import ColumnMapping
from sites.pages.models import ColumnPage

TRAIL, ARTICLES, SAMPLES, COLUMN, NEW, ITEM, SKIP, CONFIDENCE, REASONS, STATE, BY, AT = HEADINGS = (
    "原栏目", "文章数", "文章举例", "归入的栏目", "新建栏目", "公开目录事项", "不导入", "把握", "依据", "状态", "核对人", "核对时间",
)  # fmt: skip
NEEDED = (TRAIL, COLUMN, NEW, ITEM, SKIP, STATE)
YES = ("是", "yes", "y", "1", "true")
CONFIRMED = "已核对"
WAITING = "待核对"
_FORMULA = ("=", "+", "-", "@", "\t")
_NO_COLUMN = "（无栏目）"


class SheetRefused(FederationError):
    """A table cannot be taken over; one line for each reason, with the number that a spreadsheet shows beside it."""


def write_sheet(rows: Iterable[ColumnMapping], file: TextIO) -> None:
    """All rows with their headings. Cells that a spreadsheet would compute begin with an apostrophe."""
    trails = {column.pk: trail_of(column) for column in site_columns()}
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow(map(_harmless, _cells(row, trails)))


def _cells(row: ColumnMapping, trails: dict[int, str]) -> Iterator[str]:
    yield row.trail or _NO_COLUMN
    yield str(row.articles)
    yield " / ".join(row.samples[:3])
    yield trails.get(row.column_id or 0, "")
    yield row.new_trail
    yield row.get_catalogue_item_display()
    yield YES[0] if row.skip else ""
    yield f"{row.confidence:.0%}"
    yield "；".join(row.reasons)
    yield CONFIRMED if row.state == ColumnMapping.State.CONFIRMED else WAITING
    yield row.decided_by.get_username() if row.decided_by else ""
    yield f"{timezone.localtime(row.decided_at):%Y-%m-%d %H:%M}" if row.decided_at else ""


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


@transaction.atomic
def read_sheet(content: bytes, *, by: AbstractBaseUser | None) -> int:
    """Confirm every row that was changed in a table or is marked 已核对 there; how many. All or none. Raises SheetRefused."""
    records = list(_records(content))
    known = {row.trail: row for row in ColumnMapping.objects.select_for_update(of=("self",)).select_related("column")}
    reading = _Reading(known)
    decisions = [reading.decision(line, record) for line, record in records]
    if reading.errors:
        raise SheetRefused("\n".join(reading.errors))
    return decide([each for each in decisions if each is not None], by=by)


def _records(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Records with their numbers as a spreadsheet shows them; what spreadsheets save is UTF-8 or, from Chinese Windows, GB 18030."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise SheetRefused(_("第 1 行缺少这些列：%s。请用导出的表格修改后再导入。") % "、".join(missing))
    for line, record in enumerate(reader, 2):
        yield line, {name: _plain(record[name]) for name in NEEDED}


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


class _Reading:
    def __init__(self, known: dict[str, ColumnMapping]) -> None:
        self.errors: list[str] = []
        self._known, self._seen = known, set[str]()
        pages = ColumnPage.objects.in_bulk()
        self._columns = {trail_of(column): pages[column.pk] for column in site_columns()}
        self._items = {label: code for code, label in ITEM_CHOICES} | {code: code for code, _label in ITEM_CHOICES}

    def decision(self, line: int, record: dict[str, str]) -> tuple[ColumnMapping, Decision] | None:
        """The row and what the line decides for it; None for a line that changes nothing. Errors are noted by line."""
        trail = "" if record[TRAIL] == _NO_COLUMN else record[TRAIL]
        row = self._known.get(trail)
        column, code = self._columns.get(tidy_trail(record[COLUMN])), self._items.get(record[ITEM], "")
        reasons = [
            _("没有原栏目“%s”") % record[TRAIL] if row is None else "",
            _("原栏目“%s”出现了两次") % record[TRAIL] if trail in self._seen else "",
            _("本站没有栏目“%s”") % record[COLUMN] if record[COLUMN] and column is None else "",
            _("没有公开目录事项“%s”") % record[ITEM] if record[ITEM] and not code else "",
            _("“不导入”只能填“是”或留空") if record[SKIP] and record[SKIP].lower() not in YES else "",
        ]
        self._seen.add(trail)
        decision = Decision(column, tidy_trail(record[NEW]), code, record[SKIP].lower() in YES)
        try:
            refuse_what_cannot_be(decision)
        except DecisionRefused as refusal:
            reasons.append(str(refusal))
        self.errors += [
            _("第 %(line)d 行：%(reason)s。") % {"line": line, "reason": reason.rstrip("。")}
            for reason in reasons
            if reason
        ]
        if row is None or (decision == decision_of(row) and not self._confirms(row, record)):
            return None
        return row, decision

    @staticmethod
    def _confirms(row: ColumnMapping, record: dict[str, str]) -> bool:
        return record[STATE] == CONFIRMED and row.state != ColumnMapping.State.CONFIRMED
