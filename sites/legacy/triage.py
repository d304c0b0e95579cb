"""Sorts out captured pages that are no page to read: errors in disguise, redirects by markup, frames, drawn text."""

import re

from django.utils.translation import gettext as _

from sites.legacy.articles import Verdict
from sites.legacy.documents import Document, text_of
from sites.legacy.xpaths import NumberPath

_GONE = re.compile(
    r"(?:页面|网页|文件|文章|内容|信息|资源|栏目|地址)\s*(?:不存在|未找到|没有找到|找不到|已(?:经)?(?:被)?删除|已失效|无法(?:找到|显示|访问))"
    r"|(?:找不到|没有找到|无法找到|不存在)(?:您|你|该|此|这|要|所|请求|访问|查看|浏览|的)*(?:页面|网页|文件|文章|内容|信息|资源)"
    r"|(?:page|file|resource|object|article)\s+(?:you\s+\w+\s+\w+\s+)?(?:was\s+|is\s+|could\s+|can\s*)?(?:not\s+(?:be\s+)?found|no longer exists?)"
    r"|\b404\b.{0,20}(?:not found|error|错误|页面)|(?:error|错误)\s*[:：]?\s*404|not found\W+404",
    re.I,
)
_REFRESH = re.compile(r"^\s*(\d{1,2})(?:\.\d+)?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.I)
_SCRIPT_MOVE = re.compile(
    r"(?:^|[;{}\s])(?:window\.|self\.|top\.|document\.|parent\.)?location(?:\.href)?\s*(?:=|\.replace\(|\.assign\()\s*['\"]([^'\"]+)['\"]"
)
_DRAWN = re.compile(
    r"document\.write(?:ln)?\s*\(|\.innerHTML\s*=|createApp\(|new Vue\(|ReactDOM|__NEXT_DATA__|__NUXT__"
)
_VISIBLE = NumberPath("string-length(normalize-space(/html/body))")
_SHORT, _HARDLY_ANY = 600, 120
_SLOWEST_REFRESH = 15


def passes_on(document: Document) -> Verdict | None:
    """A verdict for a page that only shows or sends to another: a frameset, a redirect by markup or script."""
    if (verdict := _frames(document)) is not None:
        return verdict
    return _moved(document, _visible_text(document)) if _VISIBLE(document.root) <= _HARDLY_ANY else None


def says_it_is_gone(document: Document) -> Verdict | None:
    """A verdict for a page that was answered as a success but says that there is nothing here (a soft 404).

    To be asked of pages that do not attest an article: an article may well be about a page that was gone.
    """
    text = _visible_text(document) if _VISIBLE(document.root) <= _SHORT else ""
    said = _GONE.search(document.title) or _GONE.search(text)
    return (
        Verdict(document.url, "failed", _("页面声称“%(words)s”（实为不存在）") % {"words": said[0]}) if said else None
    )


def drawn_by_script(document: Document) -> bool:
    """Whether a page's scripts write its text, so that the capture holds none of it."""
    return _VISIBLE(document.root) <= _SHORT and _DRAWN.search(document.scripts) is not None


def _frames(document: Document) -> Verdict | None:
    if document.root.find(".//frameset") is None:
        return None
    shown = [address for frame in document.root.iter("frame") if (address := document.address(frame.get("src")))]
    return Verdict(
        document.url,
        "skipped",
        _("框架页，内容在 %(addresses)s") % {"addresses": "、".join(shown) or "—"},
        of=shown[-1] if shown else "",
    )


def _moved(document: Document, text: str) -> Verdict | None:
    refresh = _REFRESH.match(document.meta.get("refresh", ""))
    if refresh and int(refresh[1]) <= _SLOWEST_REFRESH and (target := document.address(refresh[2])):
        return Verdict(document.url, "redirected", _("以 meta refresh 跳转"), of=target)
    move = _SCRIPT_MOVE.search(document.scripts) if len(text) < 20 else None
    if move and (target := document.address(move[1])) and target != document.url:
        return Verdict(document.url, "redirected", _("以脚本跳转"), of=target)
    return None


def _visible_text(document: Document) -> str:
    body = document.root.find("body")
    return text_of(body) if body is not None else ""
