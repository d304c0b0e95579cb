"""What tells of authors and places goes; what a file shows stays."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from sites.media.metadata import cleaned
from tests import papers

AUTHOR = "张三丰"


def picture(kind: str, **saved: object) -> bytes:
    made = BytesIO()
    image = Image.new("RGB", (24, 16), (120, 20, 20))
    image.putpixel((1, 1), (0, 255, 0))
    image.save(made, kind, **saved)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.Artist] = "Zhang San"
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 54.0, 20.0)
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_place_and_owner_and_look_the_same(kind: str) -> None:
    before = picture(kind, exif=exif())

    after = cleaned(before)

    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert old.getexif().get(ExifTags.Base.Artist) == "Zhang San"
        assert dict(new.getexif()) == {}
        assert old.convert("RGB").tobytes() == new.convert("RGB").tobytes()
    assert cleaned(after) == after


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_picture_that_was_taken_sideways_still_stands_upright(orientation: int) -> None:
    with Image.open(BytesIO(cleaned(picture("JPEG", exif=exif(orientation))))) as after:
        assert dict(after.getexif()) == {ExifTags.Base.Orientation: orientation}


def test_text_chunks_and_comments_go_too() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Zhang San")

    assert b"Zhang San" not in cleaned(picture("PNG", pnginfo=told))
    assert b"Zhang San" not in cleaned(picture("JPEG", comment=b"Zhang San"))


def office(*, signed: bool = False, telling: bool = True) -> bytes:
    who = AUTHOR if telling else ""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": f"<cp:coreProperties><dc:title>通知</dc:title><dc:creator>{who}</dc:creator><cp:lastModifiedBy>{who}</cp:lastModifiedBy></cp:coreProperties>",
        "docProps/app.xml": f"<Properties><Company>{who}</Company></Properties>",
        "docProps/custom.xml": f'<Properties><property name="a"><vt:lpwstr>{who}</vt:lpwstr></property></Properties>',
        "word/document.xml": f'<w:document><w:ins w:author="{who}" w:id="1"><w:t>正文</w:t></w:ins></w:document>',
        "word/comments.xml": f'<w:comments><w:comment w:author="{who}" w:initials="{who}"/></w:comments>',
        "xl/comments1.xml": f"<comments><authors><author>{who}</author></authors></comments>",
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst><p:cmAuthor id="0" name="{who}" initials="{who}"/></p:cmAuthorLst>',
    }
    if signed:
        parts["_xmlsignatures/sig1.xml"] = "<Signature/>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def test_office_files_lose_the_names_of_those_who_wrote_and_commented() -> None:
    with zipfile.ZipFile(BytesIO(cleaned(office()))) as after:
        texts = {name: after.read(name).decode() for name in after.namelist()}

    assert [name for name, text in texts.items() if AUTHOR in text] == []
    assert "<w:t>正文</w:t>" in texts["word/document.xml"]
    assert "<dc:title>通知</dc:title>" in texts["docProps/core.xml"]


def pdf(*, signed: bool = False, telling: bool = True, locked: bool = False) -> bytes:
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        made.docinfo["/Title"] = "通知"
        if telling:
            made.docinfo["/Author"] = made.docinfo["/Company"] = AUTHOR
            with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
                xmp["dc:creator"] = [AUTHOR]
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=AUTHOR, Contents="批注", Rect=[0, 0, 9, 9]
            )
            field = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="姓名", Rect=[0, 0, 9, 9]
            )
            field = made.make_indirect(field)
            page.obj.Annots = made.make_indirect(pikepdf.Array([note, field]))
            made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        if signed:
            made.Root.AcroForm.SigFlags = 3
        file = BytesIO()
        made.save(file, encryption=pikepdf.Encryption(owner="o", user="u") if locked else False)
        return file.getvalue()


def test_pdf_files_lose_authors_and_keep_their_title_their_notes_and_the_names_of_fields() -> None:
    once = cleaned(pdf())

    with pikepdf.open(BytesIO(once)) as after:
        assert {name: str(value) for name, value in after.docinfo.items()} == {"/Title": "通知"}
        assert "/Metadata" not in after.Root
        note, field = after.pages[0].obj.Annots
        assert ("/T" in note, str(note.Contents), str(field.T)) == (False, "批注", "姓名")
    assert cleaned(once) == once


def test_a_pdf_that_may_be_read_but_not_printed_stays_so() -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.save(
            file, encryption=pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(print_highres=False))
        )

    with pikepdf.open(BytesIO(cleaned(file.getvalue()))) as after:
        assert (after.is_encrypted, after.allow.print_highres, "/Author" in after.docinfo) == (True, False, False)


def test_an_ofd_loses_its_author() -> None:
    ofd = "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title><ofd:Author>张三丰</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>"

    with zipfile.ZipFile(BytesIO(cleaned(papers.packed({"OFD.xml": ofd})))) as after:
        assert after.read("OFD.xml").decode() == ofd.replace(AUTHOR, "")

    signed = papers.packed({"OFD.xml": ofd, "Doc_0/Signs/Signatures.xml": "<ofd:Signatures/>"})
    assert cleaned(signed) == signed


def with_damaged(part: str) -> bytes:
    """An office file in which the packed bytes of one part are no longer any, while the directory says that all is well."""
    content = bytearray(office())
    with zipfile.ZipFile(BytesIO(content)) as package:
        info = package.getinfo(part)
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + info.compress_size] = b"\xff" * info.compress_size
    return bytes(content)


UNTOUCHED = {
    "an office file with a damaged part": with_damaged("word/document.xml"),
    "a signed office file": office(signed=True),
    "an office file that tells nothing": office(telling=False),
    "no office file": b"PK\x03\x04 damaged",
    "a signed PDF": pdf(signed=True),
    "a PDF that tells nothing": pdf(telling=False),
    "a locked PDF": pdf(locked=True),
    "no PDF": b"%PDF-1.7 damaged",
    "no picture": b"\xff\xd8\xff\xe1",
    "text": b"plain",
    "nothing": b"",
}


@pytest.mark.parametrize("content", UNTOUCHED.values(), ids=UNTOUCHED)
def test_signed_damaged_and_other_files_and_those_that_tell_nothing_stay_as_they_are(content: bytes) -> None:
    assert cleaned(content) == content
