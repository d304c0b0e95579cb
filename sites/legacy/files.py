"""Which addresses are files to download rather than pages, and what such a file is called."""

import re
from posixpath import basename

from sites.legacy.addresses import decode_percent, path_of, query_of

ATTACHMENT_TYPES = frozenset(
    [
        "doc",
        "docx",
        "docm",
        "wps",
        "rtf",
        "xls",
        "xlsx",
        "xlsm",
        "et",
        "csv",
        "ppt",
        "pptx",
        "dps",
        "pps",
        "ppsx",
        "pdf",
        "ofd",
        "txt",
        "rar",
        "zip",
        "7z",
        "tar",
        "gz",
    ]
)
_SERIAL_PREFIX = re.compile(r"^[PW]\d{8,}(?:_\d+)*_(?=[^\d_])")
_NAME = re.compile(r"[^/\\?%*:|\"<>\x00-\x1f]+\.([A-Za-z0-9]{1,5})$")


def attachment_type(url: str) -> str:
    """The lower-case extension of a downloadable file, from the path or a parameter such as `?file=a.doc`; or ""."""
    for candidate in (path_of(url), *(value for _, value in query_of(url))):
        extension = candidate.rpartition(".")[2].lower()
        if "." in candidate and extension in ATTACHMENT_TYPES:
            return extension
    return ""


def file_name(url: str, label: str = "") -> str:
    """The name of a linked file: the link's own text where that is a file name, otherwise the address's.

    Percent-encoding in UTF-8 or GBK is decoded. A label without extension is given the address's,
    since systems that store files under serial numbers show the true name in the link.
    """
    stored = _stored_name(url)
    shown = " ".join(label.split()).strip("[]【】()（） ·•>»")
    extension = attachment_type(url)
    if shown.lower().endswith(f".{extension}") and _NAME.search(shown):
        return basename(shown)
    if shown and len(shown) <= 120 and _is_serial(stored):
        return f"{_safe(shown)}.{extension}" if extension else _safe(shown)
    return stored


def _stored_name(url: str) -> str:
    for candidate in (*(value for _, value in query_of(url)), path_of(url)):
        name = basename(decode_percent(candidate))
        if attachment_type(f"http://x/{name}") or candidate == path_of(url):
            return _safe(name)
    return ""


def _is_serial(name: str) -> bool:
    """A name that a system gave: digits, dates, hexadecimal, no word in it."""
    stem = name.rpartition(".")[0] or name
    return re.fullmatch(r"(?:[PWA]\d+|[0-9a-fA-F_\-]{6,}|\d+|file|attachment|download)", stem) is not None


def _safe(name: str) -> str:
    """A name fit for a file system, without the serial number that some systems put before it (P20160811_2_…)."""
    named = _SERIAL_PREFIX.sub("", name)
    return re.sub(r"[/\\?*:|\"<>\x00-\x1f]+", "_", named).strip(" .")
