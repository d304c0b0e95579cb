"""What tells of authors and places goes; what a file shows stays."""

import zipfile
from io import BytesIO

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from sites.media.metadata import cleaned

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


def with_damaged(part: str) -> bytes:
    """An office file in which the packed bytes of one part are no longer any, while the directory says that all is well."""
    content = bytearray(office())
    with zipfile.ZipFile(BytesIO(content)) as package:
        info = package.getinfo(part)
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + info.compress_size] = b"\xff" * info.compress_size
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        with_damaged("word/document.xml"),
        office(signed=True),
        office(telling=False),
        b"PK\x03\x04 damaged",
        b"\xff\xd8\xff\xe1",
        b"plain",
        b"",
    ],
)
def test_signed_damaged_and_other_files_and_those_that_tell_nothing_stay_as_they_are(content: bytes) -> None:
    assert cleaned(content) == content
