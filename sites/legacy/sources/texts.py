"""Text as the editors of old systems typed it, as HTML."""

import re
from html import escape, unescape

_MARKUP = re.compile(
    r"<(?:p|br|div|table|img|a|span|ul|ol|h[1-6]|strong|b|font|section|figure|blockquote|o:p)\b[^>]*>", re.I
)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|table|img|span)\b", re.I)
_BLOCK = (
    "table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|address|p|h[1-6]|hr|fieldset|"
    "section|article|aside|figure|figcaption|iframe|video|audio|details|summary"
)
_BLOCK_EDGE = re.compile(rf"\s*(</?(?:{_BLOCK})\b[^>]*>)\s*", re.I)
_PARAGRAPH = re.compile(r"<p\b", re.I)
_STARTS_BLOCK = re.compile(rf"^</?(?:{_BLOCK})\b", re.I)


def as_html(text: str) -> str:
    """A cell with markup as it stands, one whose markup was escaped without the escaping, a plain text by its lines."""
    if _MARKUP.search(text):
        return text
    if _ESCAPED.search(text):
        return unescape(text)
    lines = filter(None, map(str.strip, text.splitlines()))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def paragraphs(text: str) -> str:
    """HTML whose paragraphs are blank lines and whose line breaks are meant, as WordPress keeps its posts."""
    if "\n" not in text.strip() or _PARAGRAPH.search(text):
        return text
    apart = _BLOCK_EDGE.sub(r"\n\n\1\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = filter(None, (part.strip() for part in re.split(r"\n\s*\n", apart)))
    return "\n".join(part if _STARTS_BLOCK.match(part) else f"<p>{_with_breaks(part)}</p>" for part in parts)


def _with_breaks(part: str) -> str:
    return re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n", "<br>\n", part)
