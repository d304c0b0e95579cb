"""What an article's page shows but does not hold, as flags by which an operator finds the page and mends it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from sites.legacy.articles import Flag
from sites.legacy.cleaning import CleanBody
from sites.legacy.documents import Document
from sites.legacy.images import image_address
from sites.legacy.triage import drawn_by_script

_ON_A_DISK = re.compile(r"^(?:file:|[a-z]:[\\/]|\\\\)", re.I)
_SHOWN = 120


def flags_of(body: HtmlElement, document: Document, clean: CleanBody) -> tuple[Flag, ...]:
    """Every loss that can be seen on the page itself, each once."""
    return tuple(dict.fromkeys((*_drawn(document, clean), *_pictures(body, document))))


def _drawn(document: Document, clean: CleanBody) -> Iterator[Flag]:
    if not clean.text and drawn_by_script(document):
        yield Flag("drawn", _("正文由脚本生成，存档中没有文字"))


def _pictures(body: HtmlElement, document: Document) -> Iterator[Flag]:
    for image in body.iter("img"):
        if image_address(image, document):
            continue
        shown = (image.get("src") or "").strip()
        if _ON_A_DISK.match(shown):
            yield Flag("picture", _("图片指向编辑者电脑上的文件：%(address)s") % {"address": shown[:_SHOWN]})
        elif shown.startswith("data:"):
            yield Flag("picture", _("图片写在网页之内，没有地址：%(address)s") % {"address": shown[:40]})
        else:
            yield Flag("picture", _("图片没有可用的地址"))
