"""A table of articles, as the databases of old systems give it: one row an article."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from sites.legacy.addresses import resolve
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.dates import SHANGHAI, is_plausible, stated_date
from sites.legacy.sources.headings import find_columns
from sites.legacy.sources.index import IndexWriter
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.items import Item, ItemFile, ItemSource, put_item
from sites.legacy.sources.rows import rows_of
from sites.legacy.sources.texts import as_html
from sites.legacy.trails import split_columns

MOST_IN_A_CELL = 32_767
"""Characters; Excel cuts off what is longer, without a word."""
_MOST_LINES = 20
_DAYS = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_LINKS = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)[^>]*>(.*?)</a>""", re.I | re.S)
_BETWEEN_FILES = re.compile(r"[\r\n;；|、]+|[,，]\s*(?=https?:|/|[^,，;；|]+\.\w{2,5}\s*(?:[,，;；|\r\n]|$))")
_TRAIL = re.compile(r"\s*[\\/|]\s*")


class ArticleTable(ItemSource):
    """A CSV file or a workbook. `columns` names headings for fields, `base` the site that addresses without a host are of."""

    kind = "table"

    def __init__(
        self,
        path: Path,
        *,
        media: IndexedSource | None = None,
        columns: Mapping[str, str] | None = None,
        base: str = "",
        work: Path | None = None,
    ) -> None:
        self._columns = dict(columns or {})
        self._base = base
        super().__init__([path], media=media, work=work, facts=(repr(sorted(self._columns.items())), base))

    def _fill(self, index: IndexWriter) -> None:
        rows = enumerate(rows_of(self.path), 1)
        headings = next((row for _number, row in rows if any(row)), [])
        places = find_columns(headings, self._columns)
        lines: dict[str, list[int]] = {}
        for number, row in rows:
            written = {field: row[place] if place < len(row) else "" for field, place in places.items()}
            cells = {field: cell.strip() for field, cell in written.items()}
            if not any(cells.values()):
                continue
            item = self._item(cells, complete=not any(map(_is_full, written.values())))
            again = bool(item.url) and index.at(item.url) is not None
            for complaint in _complaints(cells, item, again=again):
                lines.setdefault(complaint, []).append(number)
            if item.url and item.title:
                put_item(index, item)
        for complaint, numbers in lines.items():
            index.damaged(f"{complaint}：{_listed(numbers)}")
        if index.is_empty:
            raise CaptureUnreadable(_("%(file)s 中没有一行可用的文章。") % {"file": self.path.name})

    def _item(self, cells: Mapping[str, str], *, complete: bool) -> Item:
        url = self._address(cells["address"])
        return Item(
            url=url,
            title=cells["title"],
            html=as_html(cells["html"]),
            published=_date(cells.get("date", "")),
            columns=_trail(cells.get("column", "")),
            source=cells.get("source", ""),
            author=cells.get("author", ""),
            keywords=cells.get("keywords", ""),
            summary=cells.get("summary", ""),
            files=tuple(_files(cells.get("files", ""), url)),
            complete=complete,
        )

    def _address(self, written: str) -> str:
        """The absolute address, "" where none can be made of it."""
        if not self._base and not re.match(r"https?://", written, re.I):
            return ""
        return resolve(self._base or written, written)


def _is_full(cell: str) -> bool:
    """Whether a cell, with the space around its words, is as long as one can be: Excel counts in units of UTF-16."""
    return len(cell) <= MOST_IN_A_CELL and len(cell.encode("utf-16-le", "surrogatepass")) == 2 * MOST_IN_A_CELL


def _date(cell: str) -> datetime | None:
    """A date in any form, or as the number of days since 1899-12-30, which spreadsheets show where a column lost its format."""
    if not _DAYS.fullmatch(cell):
        return stated_date(cell)
    moment = _FIRST_DAY + timedelta(seconds=round(float(cell) * 86_400))
    return moment if is_plausible(moment) else None


def _complaints(cells: Mapping[str, str], item: Item, *, again: bool) -> Iterator[str]:
    """What is wrong with a row, in words that rows with the same fault share."""
    if not item.url:
        yield _("地址不是完整的网址，未读取（可用 --base 指明网站，如 --base http://www.example.cn/）")
    elif not item.title:
        yield _("没有标题，未读取")
    elif again:
        yield _("地址与前面的行相同，以后面的行为准")
    if not item.complete:
        yield _("有单元格正好 32,767 字，是 Excel 的上限，内容很可能被截断")
    if cells.get("date") and item.published is None:
        yield _("日期无法识别")


def _listed(numbers: list[int]) -> str:
    shown = "、".join(map(str, islice(numbers, _MOST_LINES)))
    more = len(numbers) - _MOST_LINES
    lines = _("第 %(lines)s 行") % {"lines": shown}
    return lines + (_("，另有 %(count)d 行") % {"count": more} if more > 0 else "")


def _trail(cell: str) -> tuple[str, ...]:
    stated = split_columns(cell)
    return split_columns(_TRAIL.sub(">", cell)) if len(stated) == 1 else stated


def _files(cell: str, url: str) -> Iterator[ItemFile]:
    """Files of one cell: links as HTML has them, or addresses one after the other."""
    if links := _LINKS.findall(cell):
        for href, words in links:
            yield ItemFile(resolve(url, href), re.sub(r"<[^>]+>", "", words).strip())
        return
    for reference in filter(None, map(str.strip, _BETWEEN_FILES.split(cell))):
        if address := resolve(url, urljoin(url, reference)):
            yield ItemFile(address)
