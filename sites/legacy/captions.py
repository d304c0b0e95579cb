"""Captions of pictures, where a page sets them as Chinese editors do: a short centred line below, or one that says 图为…."""

import re
from collections.abc import Iterator

from lxml.html import Element as new_element
from lxml.html import HtmlElement

from sites.legacy.documents import text_of
from sites.legacy.prose import is_inline

_SAYS_SO = re.compile(
    r"^[（(【\[]?\s*(?:图\s*[为:：]|图\s*[\d一二三四五六七八九十]{1,3}(?!\d)(?:\s|[:：、.．为])|图片(?:说明)?\s*[:：]|[上下左右]图(?:为|[:：])|[▲△↑])"
    r"|(?:摄影?|供图)\s*[)）]?$|(?:摄影|供图|图片来源|图源)\s*[:：].{1,20}$"
)
_IS_HEADING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|第.{1,3}[章节条款]|附件|\d{1,2}[、.．])")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_LONGEST, _SHORT, _SENTENCE = 90, 40, 25


def set_captions(body: HtmlElement) -> None:
    """Put pictures and the lines that caption them together as figures. Changes the tree."""
    for image in list(body.iter("img")):
        holder = _holder(image, body)
        if holder is None or holder.tag == "figure" or next(image.iterancestors("figure", "a"), None) is not None:
            continue
        if text_of(holder):
            _split(holder)
        elif (line := _line_below(holder)) is not None and is_caption(line):
            _join(holder, line)


def is_caption(line: HtmlElement) -> bool:
    """Whether the line below a picture says what it shows."""
    text = text_of(line)
    if not text or len(text) > _LONGEST or line.find(".//img") is not None or line.find(".//a") is not None:
        return False
    if _SAYS_SO.search(text):
        return True
    is_bold = any(text_of(bold) == text for bold in line.iter("b", "strong", "h1", "h2", "h3", "h4"))
    return (
        len(text) <= _SHORT
        and not is_bold
        and not _IS_HEADING.match(text)
        and "。" not in text[: -1 if len(text) <= _SENTENCE else None]
        and any(map(_is_centred, (line, *line)))
    )


def _holder(image: HtmlElement, body: HtmlElement) -> HtmlElement | None:
    """The paragraph or cell that a picture stands in, if it is not the whole body."""
    holder = next((element for element in image.iterancestors() if not is_inline(element)), None)
    return None if holder is None or holder is body or body not in holder.iterancestors() else holder


def _line_below(holder: HtmlElement) -> HtmlElement | None:
    """The next line with text: the paragraph after this one, or the only cell of the row below that of a picture alone."""
    for sibling in holder.itersiblings():
        if (holder.tail or "").strip():
            return None
        if text_of(sibling) or sibling.find(".//img") is not None:
            return sibling if sibling.tag in ("p", "div", "center", "span", "font") else None
        if (sibling.tail or "").strip():
            return None
    row = holder.getparent()
    if holder.tag != "td" or row is None or len(row) != 1:
        return None
    below = row.getnext()
    return below[0] if below is not None and below.tag == "tr" and len(below) == 1 else None


def _split(holder: HtmlElement) -> None:
    """A paragraph of a picture, a line break and its caption becomes a figure."""
    images = list(holder.iter("img"))
    if holder.tag not in ("p", "div", "center") or any(not is_inline(element) for element in holder.iterdescendants()):
        return
    above = "".join(_texts_before(holder, images[-1])).strip()
    if not above and is_caption(_without_images(holder)):
        _make_figure(holder, images, text_of(holder))


def _texts_before(holder: HtmlElement, last: HtmlElement) -> Iterator[str]:
    yield holder.text or ""
    for element in holder.iterdescendants():
        if element is last:
            return
        yield element.text or ""
        yield element.tail or ""


def _without_images(holder: HtmlElement) -> HtmlElement:
    line = new_element(holder.tag, dict(holder.attrib))
    line.text = text_of(holder)
    return line


def _join(holder: HtmlElement, line: HtmlElement) -> None:
    caption = text_of(line)
    line.drop_tree()
    _make_figure(holder, list(holder.iter("img")), caption)


def _make_figure(holder: HtmlElement, images: list[HtmlElement], caption: str) -> None:
    figure, words = new_element("figure"), new_element("figcaption")
    words.text = caption
    for image in images:
        image.tail = None
        figure.append(image)
    figure.append(words)
    if holder.tag == "td":
        holder[:] = [figure]
        holder.text = None
        return
    figure.tail, holder.tail = holder.tail, None
    holder.getparent().replace(holder, figure)


def _is_centred(element: HtmlElement) -> bool:
    return (
        element.tag == "center"
        or (element.get("align") or "").lower() == "center"
        or _CENTRED.search(element.get("style") or "") is not None
    )
