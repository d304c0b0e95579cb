"""The chinacourt family: 中国法院网 and the provincial groups built with its system, new layout and old."""

import re
from dataclasses import replace

from lxml.html import HtmlElement

from sites.legacy.documents import Document, text_of
from sites.legacy.metalines import read_meta_line
from sites.legacy.prose import lines_of
from sites.legacy.readers.base import PageReading
from sites.legacy.readers.general import GeneralReader, compose
from sites.legacy.titles import Title
from sites.legacy.trails import read_trail
from sites.legacy.xpaths import ElementPath, NumberPath

_ADDRESS = re.compile(r"/article/detail/\d{4}/\d{1,2}/id/\d+\.shtml", re.I)
_OLD_ADDRESS = re.compile(r"/(?:swgk|public|sfgk)/(?:detail|more|paper\w*)\.php\?", re.I)
_NAMED = ElementPath("descendant::*[contains(concat(' ', normalize-space(@class), ' '), $name)]")
_HAS_DETAIL = NumberPath("boolean(//div[contains(@class, 'detail_')])")
_LABEL = re.compile(r"^(?:作\s*者|来\s*源|责任编辑)\s*[:：]\s*")


class ChinacourtReader:
    """Reads `div.detail_*` pages by name; pages of nested tables by the general rules."""

    name = "chinacourt"

    def __init__(self, general: GeneralReader) -> None:
        self._general = general

    def confidence(self, document: Document) -> float:
        """Sure where the family's own blocks stand; likely where only the address speaks for it."""
        if (
            _HAS_DETAIL(document.root)
            and _named(document, "detail_txt") is not None
            and (_named(document, "detail_bigtitle") is not None or _named(document, "detail_thr") is not None)
        ):
            return 1.0
        return 0.5 if _ADDRESS.search(document.url) or _OLD_ADDRESS.search(document.url) else 0.0

    def read(self, document: Document) -> PageReading | None:
        """The article; None where the page holds none, as a list of the old system does not."""
        body = _named(document, "detail_txt")
        if body is None:
            return self._general.read(document)
        heading = _named(document, "detail_bigtitle")
        title = Title(text_of(heading) if heading is not None else "", heading)
        trail = _named(document, "address")
        columns = read_trail(trail, document, title.text) if trail is not None else ()
        return self._with_own_places(compose(document, body=body, title=title, columns=columns), document)

    def _with_own_places(self, reading: PageReading, document: Document) -> PageReading:
        line, editor = _named(document, "detail_thr"), _named(document, "compile")
        stated = read_meta_line(lines_of(line)) if line is not None else read_meta_line("")
        return replace(
            reading,
            title=reading.title or document.title,
            source=_value(line, "source") or stated.source or reading.source,
            author=_value(line, "writer") or stated.author or reading.author,
            editor=_value_of(editor) or reading.editor,
            published=stated.published or reading.published,
            attested=True,
            located=True,
        )


def _named(document: Document, name: str) -> HtmlElement | None:
    found = _NAMED(document.root, name=f" {name} ")
    return found[0] if found else None


def _value(line: HtmlElement | None, name: str) -> str:
    if line is None:
        return ""
    found = _NAMED(line, name=f" {name} ")
    return _value_of(found[0]) if found else ""


def _value_of(element: HtmlElement | None) -> str:
    return _LABEL.sub("", text_of(element)).strip(" |") if element is not None else ""
