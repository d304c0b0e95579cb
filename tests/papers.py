"""Small files of every kind that courts attach, made for tests: the text goes in, the bytes of a file come out."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import xlwt

from deploy.demo.papers import join_pdf, write_docx, write_pdf, write_xlsx
from deploy.demo.writings import Paragraph, Table

OFD = "http://www.ofdspec.org/2016"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def docx(text: str) -> bytes:
    return write_docx("标题", (Paragraph(text),))


def xlsx(rows: Sequence[tuple[str, ...]]) -> bytes:
    return write_xlsx("表", (Table(tuple(rows)),))


def pdf(text: str) -> bytes:
    return write_pdf("标题", (Paragraph(text),))


def scanned_pdf() -> bytes:
    """A page without a word."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return join_pdf((b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page))


def locked_pdf() -> bytes:
    """Needs a password: the hashes are of none that anybody knows."""
    plain = pdf("秘密")
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >> /ID [<00> <00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


def xls(rows: Sequence[tuple[str, ...]]) -> bytes:
    book = xlwt.Workbook()
    for name, hidden in (("收费", False), ("底稿", True)):
        sheet = book.add_sheet(name)
        sheet.visibility = int(hidden)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, f"{cell}底稿" if hidden else cell)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def pptx(slides: Sequence[str], *, hidden: str = "", note: str = "") -> bytes:
    parts = {"ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDES}"/>'}
    for number, text in enumerate([*slides, hidden], start=1):
        show = ' show="0"' if number > len(slides) else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"{show}><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:sld>'
        )
    parts["ppt/notesSlides/notesSlide1.xml"] = (
        f'<p:notes xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><a:t>{note}</a:t></p:notes>'
    )
    return packed(parts)


def ofd(lines: Sequence[str]) -> bytes:
    """One page, a piece of text for each half of a line, as OFD writers lay text out."""
    drawn = "".join(
        f'<ofd:TextObject ID="{number}{half}" Boundary="{10 + 40 * half} {20 * number} 100 10" Font="1" Size="5">'
        f"<ofd:TextCode>{escape(piece)}</ofd:TextCode></ofd:TextObject>"
        for number, line in enumerate(lines)
        for half, piece in enumerate((line[: len(line) // 2], line[len(line) // 2 :]))
    )
    return packed(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>'
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{drawn}'
            "</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def doc(text: str, *, flags: int = 0) -> bytes:
    """Word 97: a piece of one byte a character, then one of two."""
    first, rest = "Notice: ", text
    table = b"\x02" + struct.pack("<I3I", 28, 0, len(first), len(first) + len(rest))
    table += struct.pack("<HIH", 0, (0x600 * 2) | 0x40000000, 0) + struct.pack("<HIH", 0, 0x700, 0)
    main = bytearray(0x700) + rest.encode("utf-16-le")
    main[0x600 : 0x600 + len(first)] = first.encode("cp1252")
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0x00C1, 0x0200 | flags)
    struct.pack_into("<I", main, 0x4C, len(first) + len(rest))
    struct.pack_into("<II", main, 0x01A2, 0, len(table))
    return compound({"WordDocument": bytes(main), "1Table": table})


def ppt(text: str, *, note: str = "", master: str = "") -> bytes:
    def record(kind: int, content: bytes, *, holds: bool = False) -> bytes:
        return struct.pack("<HHI", 0xF if holds else 0, kind, len(content)) + content

    def said(words: str) -> bytes:
        return record(0x0FA0, words.encode("utf-16-le"))

    slide = record(0x03EE, said(text), holds=True)
    unseen = record(0x03F0, said(note), holds=True) + record(0x03F8, said(master), holds=True)
    return compound({"PowerPoint Document": record(0x03E8, unseen + slide, holds=True)})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 compound file (MS-CFB 3): every stream is filled up to the 4,096 bytes from which it stands in sectors of its own."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        filled = content.ljust(4096, b"\0").ljust(-(-max(len(content), 4096) // SECTOR) * SECTOR, b"\0")
        start, count = len(sectors), len(filled) // SECTOR
        sectors += [filled[at : at + SECTOR] for at in range(0, len(filled), SECTOR)]
        chain += [*range(start + 1, start + count), END]
        entries.append(_entry(name, 2, start, len(filled), right=number + 1 if number < len(streams) else FREE))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first_of_directory, count = len(sectors), len(directory) // SECTOR
    sectors += [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    chain += [*range(first_of_directory + 1, first_of_directory + count), END, FAT]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<8I", 1, first_of_directory, 0, 4096, END, 0, END, 0) + struct.pack("<I", len(sectors))
    return head.ljust(SECTOR, b"\xff") + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    label = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(label) + 2, kind, 1, FREE, right, child)
    return label.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
