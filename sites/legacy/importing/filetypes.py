"""What a file is, by its content: a name and a header say what they like."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from sites.legacy.files import ATTACHMENT_TYPES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_PROGRAM_NAMES = frozenset(
    [
        ".exe",
        ".com",
        ".bat",
        ".cmd",
        ".scr",
        ".pif",
        ".msi",
        ".dll",
        ".sys",
        ".js",
        ".jse",
        ".vbs",
        ".vbe",
        ".wsf",
        ".hta",
        ".ps1",
        ".sh",
        ".jar",
        ".apk",
        ".ipa",
        ".lnk",
        ".reg",
        ".cpl",
        ".swf",
        ".php",
        ".jsp",
        ".asp",
        ".aspx",
        ".cgi",
        ".pl",
        ".py",
    ]
)
_OFFICE = b"schemas-microsoft-com:office"
_OFFICE_NAMES = frozenset((".doc", ".xls", ".wps", ".et", ".ppt"))
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|frameset|iframe)\b",
    re.I | re.S,
)
_SVG = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype\s+svg[^>]*>\s*)*<(?:\w+:)?svg\b", re.I | re.S
)
_FAMILIES: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (b"%PDF", (".pdf",)),
    (OLE, (".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".pps", ".dot")),
    (b"{\\rtf", (".rtf", ".doc", ".wps")),
    (b"Rar!", (".rar",)),
    (b"7z\xbc\xaf\x27\x1c", (".7z",)),
    (b"\x1f\x8b", (".gz", ".tgz")),
    (b"\xff\xd8\xff", (".jpg", ".jpeg", ".jpe")),
    (b"\x89PNG", (".png",)),
    (b"GIF8", (".gif",)),
    (b"II*\x00", (".tif", ".tiff")),
    (b"MM\x00*", (".tif", ".tiff")),
)
"""How a file begins, and the extensions that are right for it, the usual one first."""
_IN_A_ZIP = (
    ("word/", (".docx", ".docm", ".dotx", ".wps")),
    ("xl/", (".xlsx", ".xlsm", ".et")),
    ("ppt/", (".pptx", ".ppsx", ".pptm", ".dps")),
    ("OFD.xml", (".ofd",)),
    ("META-INF/manifest.xml", (".odt", ".ods", ".odp")),
)
_HEAD = 4096
_LONGEST_EXTENSION = 6


@dataclass(frozen=True, slots=True)
class FileType:
    """`extension` is the true one, with its dot, or what the name says where content does not tell; `wrong` is another
    that the name has in its place. `refusal` says why the file is not taken over, and is empty where it is."""

    extension: str
    refusal: str = ""
    wrong: str = ""


def file_type(body: bytes, name: str) -> FileType:
    """What an attachment is. Web pages, pictures that may hold scripts, and programs are refused."""
    named = _extension(name)
    head = body[:_HEAD]
    if head.startswith(_PROGRAMS) or named in _PROGRAM_NAMES or _is_program_archive(body, head):
        return FileType(named, _("是可执行的程序，未导入"))
    if _SVG.match(head):
        return FileType(named, _("SVG 图片可能含有脚本，未导入"))
    if _MARKUP.match(head) and not (named in _OFFICE_NAMES and _OFFICE in head):
        return FileType(named, _("返回的是网页，不是文件"))
    right = _right_extensions(body, head)
    if named in right or not right:
        return FileType(named)
    return FileType(right[0], wrong=named if named.removeprefix(".") in ATTACHMENT_TYPES else "")


def is_svg(body: bytes) -> bool:
    """Whether a picture is an SVG, by its content."""
    return _SVG.match(body[:_HEAD]) is not None


def _extension(name: str) -> str:
    extension = PurePosixPath(name.strip().rstrip(". ")).suffix.lower()
    return extension if re.fullmatch(r"\.[a-z0-9]+", extension) and len(extension) <= _LONGEST_EXTENSION else ""


def _right_extensions(body: bytes, head: bytes) -> tuple[str, ...]:
    if head.startswith(b"PK\x03\x04"):
        names = _names_in_zip(body)
        return next((right for part, right in _IN_A_ZIP if any(name.startswith(part) for name in names)), (".zip",))
    return next((right for start, right in _FAMILIES if head.startswith(start)), ())


def _is_program_archive(body: bytes, head: bytes) -> bool:
    """Programs for telephones and for Java are archives."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    names = _names_in_zip(body)
    return "AndroidManifest.xml" in names or any(name.endswith(".class") for name in names)


def _names_in_zip(body: bytes) -> frozenset[str]:
    """The names in an archive; nothing is unpacked. What cannot be read has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError):
        return frozenset()
