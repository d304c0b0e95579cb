"""Exports of old systems in small: WordPress, and workbooks by hand. All texts are made up for these tests."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

import xlwt

from tests.unit.legacy.sources.sites import SITE

LINE = "为方便人民群众诉讼，本院自即日起在立案大厅增设自助服务终端，当事人可以自行查询案件进展。"
NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)


def post(
    number: int,
    *,
    kind: str = "post",
    status: str = "publish",
    content: str = LINE,
    inner: str = "",
    link: str = "",
    **facts: str,
) -> str:
    """One item of a WordPress export; `facts` are further `wp:` elements."""
    wp = {"post_id": str(number), "post_type": kind, "status": status, "post_date": "2019-03-01 09:30:00"} | facts
    return (
        f"<item><title>第{number}次新闻发布会</title><link>{link or f'{SITE}/archives/{number}'}</link>"
        f'<guid isPermaLink="false">{SITE}/?p={number}</guid><dc:creator><![CDATA[bianji]]></dc:creator>'
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"{''.join(f'<wp:{name}><![CDATA[{value}]]></wp:{name}>' for name, value in wp.items())}{inner}</item>"
    )


def wordpress(path: Path, items: Iterable[str], *, head: str = "", version: str = "1.2") -> Path:
    """A WordPress export with two categories, one below the other, and one author."""
    namespaces = NAMESPACES.replace("1.2", version)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8" ?>{head}<rss version="2.0" {namespaces}><channel><title>某某法院</title>'
        f"<link>{SITE}</link><wp:wxr_version>{version}</wp:wxr_version>"
        "<wp:author><wp:author_login>bianji</wp:author_login><wp:author_display_name><![CDATA[李编辑]]></wp:author_display_name></wp:author>"
        "<wp:category><wp:category_nicename>xw</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>新闻中心</wp:cat_name></wp:category>"
        "<wp:category><wp:category_nicename>yw</wp:category_nicename><wp:category_parent>xw</wp:category_parent><wp:cat_name>法院要闻</wp:cat_name></wp:category>"
        f"{''.join(items)}</channel></rss>",
        encoding="utf-8",
    )
    return path


def xlsx(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A workbook of one sheet, its texts inline."""
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for place, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    office = "http://schemas.openxmlformats.org"
    main, kind = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    content = f"{office}/package/2006/content-types"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{content}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet name="文章" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path


@dataclass(frozen=True)
class Numeral:
    """A cell that holds a number, as one shows it by its format."""

    value: float
    shown: str = "0"


@dataclass(frozen=True)
class MergedDown:
    """A text in a cell that is merged over several rows; the rows below have "" at its place."""

    text: str
    rows: int


Cell = str | datetime | Numeral | MergedDown


def xls(path: Path, rows: Sequence[Sequence[Cell]], *, above: int = 0) -> Path:
    """A workbook of Excel 97, with a number of empty rows above."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("文章")
    for number, row in enumerate(rows, above):
        for place, cell in enumerate(row):
            match cell:
                case MergedDown():
                    sheet.write_merge(number, number + cell.rows - 1, place, place, cell.text)
                case Numeral():
                    sheet.write(number, place, cell.value, xlwt.easyxf(num_format_str=cell.shown))
                case datetime():
                    sheet.write(number, place, cell, xlwt.easyxf(num_format_str='YYYY"年"M"月"D"日" HH:MM'))
                case _ if cell:
                    sheet.write(number, place, cell)
    book.save(str(path))
    return path


def ods(path: Path, rows: Sequence[Sequence[Cell]], *, above: int = 0) -> Path:
    """A workbook of OpenDocument, with a number of empty rows above and a million of them below, as office programs write it."""
    empty = '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="文章">{empty.format(above) if above else ""}{lines}{empty.format(1_000_000)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _ods_cell(cell: Cell) -> str:
    match cell:
        case MergedDown():
            return f'<table:table-cell office:value-type="string" table:number-columns-spanned="1" table:number-rows-spanned="{cell.rows}"><text:p>{escape(cell.text)}</text:p></table:table-cell>'
        case Numeral():
            return f'<table:table-cell office:value-type="float" office:value="{cell.value}"><text:p>{cell.shown}</text:p></table:table-cell>'
        case datetime():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"><text:p>{cell:%y/%m/%d}</text:p></table:table-cell>'
        case "":
            return "<table:covered-table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
