"""What became of every address of a source, and why, in words an operator can act on."""

import json
import sqlite3

from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.answers import CapturedAddress, CapturedPage
from sites.legacy.articles import Verdict
from sites.legacy.pages import ListNote
from sites.legacy.shelf import Shelf
from sites.legacy.sources.base import Source

_LEAD_ON = ("redirected", "duplicate")


def verdict_without_body(address: CapturedAddress) -> Verdict | None:
    """What the answer's status says already."""
    if 300 <= address.status < 400:
        if not address.location:
            return Verdict(address.url, "failed", _("返回 %(status)s，却没有给出去向") % {"status": address.status})
        return Verdict(
            address.url, "redirected", _("返回 %(status)s，跳转") % {"status": address.status}, of=address.location
        )
    if address.status >= 400 or address.status < 200:
        return Verdict(
            address.url,
            "failed",
            _("返回 %(status)s") % {"status": address.status} if address.status else _("没有返回状态"),
        )
    return None


def verdict_on_file(page: CapturedPage) -> Verdict:
    """An answer that is no page."""
    if not page.body:
        return Verdict(page.url, "failed", _("内容为空"))
    return Verdict(page.url, "asset", page.content_type or _("类型不明的文件"))


def verdict_on_list(note: ListNote) -> Verdict:
    """A page that lists others."""
    said = _("列表页，列出 %(count)d 个页面") % {"count": len(note.leads_to)}
    if note.scripted:
        said += _("；翻页靠脚本提交，后面各页没有链接可走")
    return Verdict(note.url, "list", said, columns=note.columns)


def settle_verdicts(shelf: Shelf, source: Source) -> None:
    """Give the pages of articles their verdicts, and let whatever leads elsewhere lead to its end at once."""
    _settle_articles(shelf)
    _settle_other_pages(shelf)
    _settle_targets(shelf, source)


def _settle_articles(shelf: Shelf) -> None:
    articles = shelf.database.execute(
        "SELECT article.place, page.url, article.columns, (SELECT count(*) FROM page WHERE first = article.place),"
        " (SELECT count(*) FROM article AS copy WHERE copy.best = article.place),"
        " (SELECT min(complete) FROM page WHERE first = article.place)"
        " FROM article JOIN page USING (place) WHERE article.best IS NULL"
    )
    for place, url, columns, pages, copies, complete in articles:
        how = _how(pages=pages, copies=copies, complete=bool(complete))
        shelf.put_verdict(place, Verdict(url, "article", how, columns=tuple(json.loads(columns))))


def _how(*, pages: int, copies: int, complete: bool) -> str:
    parts = []
    if pages > 1:
        parts.append(_("由 %(count)d 个分页合成") % {"count": pages})
    if copies:
        parts.append(_("并入 %(count)d 个相同页面") % {"count": copies})
    if not complete:
        parts.append(_("存档不完整"))
    return "；".join(parts) or _("文章")


def _settle_other_pages(shelf: Shelf) -> None:
    pages = shelf.database.execute(
        "SELECT page.place, page.url, own.url, article.best IS NOT NULL FROM page"
        " JOIN article ON article.place = page.first"
        " JOIN page AS own ON own.place = coalesce(article.best, article.place) WHERE own.place != page.place"
    )
    for place, url, own, is_copy in pages:
        reason = _("同一文章的另一地址") if is_copy else _("文章的后续分页，已并入首页")
        shelf.put_verdict(place, Verdict(url, "duplicate", reason, of=own))


def _settle_targets(shelf: Shelf, source: Source) -> None:
    """Redirects and other spellings point to what stands for their target in the end; loops stay as captured."""
    leading = shelf.database.execute(
        "SELECT place FROM verdict WHERE leads_to != '' AND kind IN (?, ?) ORDER BY place", _LEAD_ON
    ).fetchall()
    for (place,) in leading:
        (target,) = shelf.database.execute("SELECT leads_to FROM verdict WHERE place = ?", (place,)).fetchone()
        final = _final(target, shelf.database, source)
        shelf.database.execute("UPDATE verdict SET leads_to = ? WHERE place = ? AND url != ?", (final, place, final))


def _final(target: str, database: sqlite3.Connection, source: Source) -> str:
    passed: set[str] = set()
    while target not in passed:
        passed.add(target)
        target, leads_to = _standing(target, database, source)
        if not leads_to:
            return target
        target = leads_to
    return target


def _standing(target: str, database: sqlite3.Connection, source: Source) -> tuple[str, str]:
    """The captured address that stands for a target, and where it leads on to, if it does."""
    key = address_key(target)
    good = source.find(key)
    found = database.execute(
        "SELECT url, CASE WHEN kind IN (?, ?) THEN leads_to ELSE '' END FROM verdict WHERE key = ?"
        " ORDER BY url != ?, place LIMIT 1",
        (*_LEAD_ON, key, good.url if good else ""),
    ).fetchone()
    return found or (target, "")
