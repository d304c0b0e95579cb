"""Exports of old systems in small: WordPress, and workbooks by hand. All texts are made up for these tests."""

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

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
