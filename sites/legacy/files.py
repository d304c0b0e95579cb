"""Which addresses are files to download rather than pages, and what such a file is called."""

import re
from posixpath import basename
from urllib.parse import quote, unquote

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
_HANDS_OUT = re.compile(
    r"/(?:[\w-]*attach(?:ment)?[\w-]*|(?:file)?down(?:load|file)?[\w-]*|(?:get|read|show|open)_?(?:file|attach\w*))\.(?:jspx?|aspx?|ashx|php|do|action|s?html?)?(?:[;?]|$)"
    r"|/(?:download|attachment)s?/[\w-]+/?(?:[?]|$)",
    re.I,
)
_ANNOUNCED = re.compile(r"^\W*附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：.、]")
_SAYS_NOTHING = re.compile(
    r"^\W*(?:(?:点击|附件|文件|查看|全文|此处|这里)*(?:下载|打开|查看)(?:附件|文件)?|附件|文件|download|here|链接)?\W*$",
    re.I,
)
_IS_PAGE = re.compile(r"\.(?:s?html?|jhtml)$", re.I)
_DISPOSITION = re.compile(r";\s*filename(\*?)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]+))", re.I)


def attachment_type(url: str) -> str:
    """The lower-case extension of a downloadable file, from the path or a parameter such as `?file=a.doc`; or ""."""
    for candidate in (path_of(url), *(value for _, value in query_of(url))):
        extension = candidate.rpartition(".")[2].lower()
        if "." in candidate and extension in ATTACHMENT_TYPES:
            return extension
    return ""


def is_attachment(url: str, label: str) -> bool:
    """Whether a link leads to a file: by its address, or, where a program hands files out, by what it shows."""
    if attachment_type(url):
        return True
    if _IS_PAGE.search(path_of(url)) and not query_of(url):
        return False
    named = label_type(label)
    return bool(named) or _HANDS_OUT.search(url) is not None or _ANNOUNCED.match(label) is not None


def label_type(label: str) -> str:
    """The lower-case extension of the file name that a link shows, or ""."""
    match = _NAME.search(_bare(label))
    return match[1].lower() if match and match[1].lower() in ATTACHMENT_TYPES else ""


def file_name(url: str, *labels: str) -> str:
    """The name of a linked file: what the link shows where that is a file name, otherwise the address's.

    Percent-encoding in UTF-8 or GBK is decoded. A label without extension is given the address's,
    since systems that store files under serial numbers show the true name in the link.
    """
    stored, extension = _stored_name(url), attachment_type(url)
    shown = [label for label in map(_bare, labels) if not _SAYS_NOTHING.match(label)]
    for label in shown:
        if label_type(label) and (not extension or label_type(label) == extension):
            return _safe(basename(label.replace("\\", "/")))
    if shown and len(shown[0]) <= 120 and (not extension or is_serial(stored)):
        return f"{_safe(shown[0])}.{extension}" if extension else _safe(shown[0])
    return stored


def named_in_header(disposition: str) -> str:
    """The file name that a Content-Disposition header states, or "".

    Knows RFC 6266 (`filename*=UTF-8''…`), percent-encoding in UTF-8 or GBK, and bare bytes of either, which HTTP readers
    hand on as Latin-1 and archives then write as UTF-8.
    """
    stated = {star: quoted or bare.strip() for star, quoted, bare in _DISPOSITION.findall(";" + disposition)}
    if "*" in stated:
        encoding, _, stored = stated["*"].partition("''")
        name = unquote(stored) if encoding.lower() == "utf-8" else decode_percent(stored or encoding)
    else:
        name = decode_percent(stated.get("", "").replace('\\"', '"'))
    return _safe(basename(_from_bytes(name).replace("\\", "/")))


def _from_bytes(name: str) -> str:
    """A header's text from the bytes that it was, also where an archive wrote them out once more as UTF-8."""
    try:
        raw = name.encode("latin-1")
        again = raw.decode("utf-8")
    except UnicodeEncodeError:
        return name
    except UnicodeDecodeError:
        return decode_percent(quote(raw))
    if raw.isascii():
        return name
    return _from_bytes(again) if max(again) <= "\xff" else decode_percent(quote(raw))


def _bare(label: str) -> str:
    return " ".join(label.split()).strip("[]【】 ·•>»")


def _stored_name(url: str) -> str:
    for candidate in (*(value for _, value in query_of(url)), path_of(url)):
        name = basename(decode_percent(candidate))
        if attachment_type(f"http://x/{name}") or candidate == path_of(url):
            return _safe(name)
    return ""


def is_serial(name: str) -> bool:
    """A name that a system gave: digits, dates, hexadecimal, no word in it."""
    stem = name.rpartition(".")[0] or name
    return re.fullmatch(r"(?:[PWA]\d+|[0-9a-fA-F_\-]{6,}|\d+|file|attachment|download)", stem) is not None


def _safe(name: str) -> str:
    """A name fit for a file system, without the serial number that some systems put before it (P20160811_2_…)."""
    named = _SERIAL_PREFIX.sub("", name)
    return re.sub(r"[/\\?*:|\"<>\x00-\x1f]+", "_", named).strip(" .")
