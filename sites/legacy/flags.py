"""What an article's page shows but does not hold, as flags by which an operator finds the page and mends it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from sites.legacy.articles import Flag
from sites.legacy.cleaning import CleanBody
from sites.legacy.documents import Document
from sites.legacy.images import image_address
from sites.legacy.players import is_media_file, is_player, played_in
from sites.legacy.triage import drawn_by_script

_ON_A_DISK = re.compile(r"^(?:file:|[a-z]:[\\/]|\\\\)", re.I)
_SHOWN = 120


def flags_of(body: HtmlElement, document: Document, clean: CleanBody) -> tuple[Flag, ...]:
    """Every loss that can be seen on the page itself, each once."""
    found = (
        *_nested(document),
        *_drawn(document, clean),
        *_pictures(body, document),
        *_frames(body, document),
        *_players(body, document, clean),
    )
    return tuple(dict.fromkeys(found))


def _nested(document: Document) -> Iterator[Flag]:
    if document.flattened:
        yield Flag("depth", _("页面标签嵌套过深，压平后读取，请核对正文首尾"))


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


def _frames(body: HtmlElement, document: Document) -> Iterator[Flag]:
    for frame in body.iter("iframe"):
        address = document.address(frame.get("src") or frame.get("data-src"))
        if address and not is_player(address):
            yield Flag("frame", _("正文中嵌有另一页面，其内容没有并入：%(address)s") % {"address": address[:_SHOWN]})


def _players(body: HtmlElement, document: Document, clean: CleanBody) -> Iterator[Flag]:
    if any(not is_player(document.address(player.get("src"))) for player in body.iter("embed")):
        yield Flag("player", _("正文中有播放器或 Flash，看不出它播放的文件"))
    elsewhere = document.address(played_in(document.scripts))
    if elsewhere and is_media_file(elsewhere) and elsewhere not in clean.html:
        yield Flag("player", _("页面用脚本播放视频，正文中没有它的位置：%(address)s") % {"address": elsewhere[:_SHOWN]})
