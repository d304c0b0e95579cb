"""Attachments of the legacy sites: small valid .docx, .xlsx and .pdf files, the same bytes every time."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from .writings import Block, Heading, Table, plain_lines, read_writing

FOLDER = Path(__file__).parent / "forms"
LONG_AGO = (2012, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Paper:
    """A finished attachment; `filename` is Chinese, as courts name their files."""

    filename: str
    content: bytes


def make_paper(name: str, names: Mapping[str, str]) -> Paper:
    """The attachment called `name`, such as `civil-complaint.docx`, from the form of that name."""
    stem, _, extension = name.rpartition(".")
    form = read_writing(FOLDER / f"{stem}.md")
    title = form.title(names)
    return Paper(f"{title}.{extension}", WRITERS[extension](title, form.blocks(names)))


def write_docx(title: str, blocks: tuple[Block, ...]) -> bytes:
    body = word_paragraph(title, "center") + "".join(word_block(block) for block in blocks)
    return zip_office(
        main="word/document.xml",
        main_type=f"{CONTENT}.wordprocessingml.document.main+xml",
        parts={
            "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        },
    )


def word_block(block: Block) -> str:
    match block:
        case Table(rows):
            return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(word_row(row) for row in rows)}</w:tbl><w:p/>"
        case Heading(text):
            return word_paragraph(text, "left")
        case _:
            return "".join(word_paragraph(line, "both") for line in plain_lines((block,)))


def word_row(row: tuple[str, ...]) -> str:
    cells = "".join(f"<w:tc><w:tcPr/>{word_paragraph(cell, 'left')}</w:tc>" for cell in row)
    return f"<w:tr>{cells}</w:tr>"


def word_paragraph(text: str, alignment: str) -> str:
    return f'<w:p><w:pPr><w:jc w:val="{alignment}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def write_xlsx(title: str, blocks: tuple[Block, ...]) -> bytes:
    rows = [(title,), *(row for block in blocks if isinstance(block, Table) for row in block.rows)]
    data = "".join(f'<row r="{number}">{sheet_cells(number, row)}</row>' for number, row in enumerate(rows, start=1))
    book = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
    return zip_office(
        main="xl/workbook.xml",
        main_type=f"{CONTENT}.spreadsheetml.sheet.main+xml",
        parts={
            "xl/workbook.xml": f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{book}</workbook>',
            "xl/_rels/workbook.xml.rels": relationships(f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{XML}<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>',
        },
        other_types={"xl/worksheets/sheet1.xml": f"{CONTENT}.spreadsheetml.worksheet+xml"},
    )


def sheet_cells(number: int, row: tuple[str, ...]) -> str:
    return "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for place, cell in enumerate(row)
    )


def zip_office(
    *, main: str, main_type: str, parts: Mapping[str, str], other_types: Mapping[str, str] | None = None
) -> bytes:
    """An Office Open XML package (ECMA-376) around its main part."""
    types = {main: main_type, **(other_types or {})}
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items())
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    members = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>',
        "_rels/.rels": relationships(f"{OFFICE}/officeDocument", main),
        **parts,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            member = zipfile.ZipInfo(name, LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, text.encode())
    return out.getvalue()


def relationships(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'


def write_pdf(title: str, blocks: tuple[Block, ...]) -> bytes:
    """One page in the predefined Song typeface of PDF 1.4, which every reader brings along for Chinese."""
    lines = [title, "", *(part for line in plain_lines(blocks) for part in fold(line, 34))]
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 20 TL 72 770 Td\n{shown}\nET".encode()
    descriptor = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        descriptor.encode(),
    )
    return join_pdf(objects)


def fold(line: str, width: int) -> list[str]:
    return [line[start : start + width] for start in range(0, len(line), width)]


def join_pdf(objects: tuple[bytes, ...]) -> bytes:
    """Objects 1 to n, a cross-reference table of their places, and the trailer."""
    out, places = bytearray(b"%PDF-1.4\n%\xe4\xbd\xa0\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        start,
    )
    return bytes(out)


WRITERS: dict[str, Callable[[str, tuple[Block, ...]], bytes]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}
