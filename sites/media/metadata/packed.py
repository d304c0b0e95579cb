"""Zip archives of XML. Office Open XML (docx, xlsx, pptx): its properties, and the authors of comments and tracked changes. OFD: its author."""

import re
import zipfile
from io import BytesIO

from sites.media.reading.packed import BROKEN

_PROPERTIES = re.compile(r"docProps/(?:core|app|custom)\.xml")
_WITH_AUTHORS = re.compile(
    r"word/(?:document|comments\w*|people|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|xl/(?:comments\d*|persons/\w+|revisions/\w+|threadedComments/\w+)\.xml|ppt/(?:commentAuthors|authors)\.xml|ppt/comments/\w+\.xml"
)
_TELLING = re.compile(
    rb"(<(?P<name>(?:dc:creator|cp:lastModifiedBy|dc:description|cp:keywords|Company|Manager|HyperlinkBase|vt:\w+))(?:\s[^>]*)?>)[^<]+(?=</(?P=name)>)"
)
_AUTHORS = re.compile(
    rb'(\b(?:w:author|w:initials|w15:author|w15:userId|displayName|userId|name|initials)=")[^"]+(?=")'
)
_AUTHOR_ELEMENTS = re.compile(rb"(<author(?:\s[^>]*)?>)[^<]+(?=</author>)")
_WORD_AUTHORS = re.compile(rb'(\b(?:w:author|w:initials|w15:author|w15:userId)=")[^"]+(?=")')
_OFD = "OFD.xml"
_OFD_AUTHOR = re.compile(rb"(<ofd:Author(?:\s[^>]*)?>)[^<]+(?=</ofd:Author>)")
_SIGNED = re.compile(r"_xmlsignatures/.*|(?:.*/)?Signatures\.xml")
_LARGEST_PART = 64 * 1024 * 1024


def clean_packed(content: bytes) -> bytes:
    """The file with these emptied; as it is where it is signed, damaged, no such file, or tells of nobody."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = package.namelist()
            if not {"[Content_Types].xml", _OFD} & {*names} or any(map(_SIGNED.fullmatch, names)):
                return content
            changed = {
                part.filename: new
                for part in package.infolist()
                if _is_read(part) and (new := _emptied(part.filename, old := package.read(part))) != old
            }
            return _rewritten(package, changed) if changed else content
    except BROKEN:
        return content


def _is_read(part: zipfile.ZipInfo) -> bool:
    name = part.filename
    told = name == _OFD or _PROPERTIES.fullmatch(name) or _WITH_AUTHORS.fullmatch(name)
    return bool(told) and part.file_size <= _LARGEST_PART


def _emptied(name: str, xml: bytes) -> bytes:
    if name == _OFD:
        return _OFD_AUTHOR.sub(rb"\1", xml)
    if _PROPERTIES.fullmatch(name):
        return _TELLING.sub(rb"\1", xml)
    authors = _WORD_AUTHORS if name.startswith("word/") else _AUTHORS
    return _AUTHOR_ELEMENTS.sub(rb"\1", authors.sub(rb"\1", xml))


def _rewritten(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in package.infolist():
            copy.writestr(part, changed.get(part.filename) or package.read(part))
    return made.getvalue()
