"""Where an old address leads, and what is said where it leads nowhere."""

from dataclasses import dataclass
from enum import Enum
from posixpath import dirname

from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.legacy.models import OldAddress
from sites.pages.base import HOME_DEPTH
from sites.publishing.withdrawal.standing import departure_of, find_withdrawn_page, replacement_of


class Standing(Enum):
    """What stands behind an old address today."""

    LEADS = "leads"
    UNPUBLISHED = "unpublished"
    GONE = "gone"


@dataclass(frozen=True)
class Farewell:
    """What a visitor of an address that is gone is told: what became of it, and the next best page, if any is public."""

    reason: str
    page: Page | None


def new_address(old: OldAddress) -> str:
    """Path on the court's site that an old address leads to, or "" where nothing public stands for it."""
    if old.outcome in OldAddress.GONE:
        return ""
    if old.page is not None:
        return (old.page.url or "") if old.page.live else _replacement(old.page)
    return old.link


def standing_of(old: OldAddress) -> Standing:
    """Whether an old address leads somewhere. A page that never was public is not spoken of at all."""
    if new_address(old):
        return Standing.LEADS
    never_public = old.page is not None and not old.page.live and old.page.first_published_at is None
    if never_public and old.outcome not in OldAddress.GONE:
        return Standing.UNPUBLISHED
    return Standing.GONE


def farewell(old: OldAddress) -> Farewell:
    """Why an address is gone, in a reader's words, without the title of what is no longer public."""
    return Farewell(_reason(old), _public(old.page) or _column_by_folder(old))


def _replacement(page: Page) -> str:
    """Where what has taken the place of a page that was taken down stands, or ""."""
    withdrawn = find_withdrawn_page(page.pk)
    target = replacement_of(withdrawn) if withdrawn else None
    return (target.url or "") if target else ""


def _reason(old: OldAddress) -> str:
    withdrawn = find_withdrawn_page(old.page.pk) if old.page is not None else None
    if withdrawn is not None:
        return _("这个地址上的内容曾在本网站公开，后来撤下了。") + departure_of(withdrawn).reason
    if old.page is not None and old.page.first_published_at is not None and old.outcome not in OldAddress.GONE:
        return _("这个地址上的内容曾在本网站公开，后来撤下了。")
    if old.outcome in OldAddress.STOOD_FOR_CONTENT:
        return _("这个地址上的内容没有迁到新网站，或者已经撤下。")
    if old.outcome == OldAddress.Outcome.REDIRECTED:
        return _("这个地址过去转到别处，那里的内容没有迁到新网站。")
    if old.outcome == OldAddress.Outcome.FAILED:
        return _("这个地址在原网站停用时已经打不开，内容没有保存下来。")
    if old.outcome == OldAddress.Outcome.ASSET:
        return _("这个文件没有迁到新网站。")
    return _("这个页面没有迁到新网站：它不是文章，或者本院整理时没有保留。")


def _public(page: Page | None) -> Page | None:
    """The page itself if everybody may read it, else the nearest column above it that everybody may read."""
    if page is None:
        return None
    open_to_all = Page.objects.live().public().filter(depth__gt=HOME_DEPTH)
    return open_to_all.ancestor_of(page, inclusive=True).order_by("-depth").first()


def _column_by_folder(old: OldAddress) -> Page | None:
    """The column whose old list stood in the nearest folder above the address."""
    folders = list(folders_of(old.key))
    lists = OldAddress.objects.filter(key__in=folders, outcome=OldAddress.Outcome.LIST, page__isnull=False)
    known = {row.key: row.page for row in lists.select_related("page")}
    nearest = next((known[folder] for folder in folders if folder in known), None)
    return _public(nearest)


def folders_of(key: str) -> list[str]:
    """The keys that the folders above an address have, innermost first; with its host and without, where the key has one."""
    path = key.partition("?")[0]
    host = path[: path.index("/", 2)] if path.startswith("//") and "/" in path[2:] else ""
    folders = []
    path = dirname(path[len(host) :])
    while path not in ("", "/"):
        folders += [host + path, path] if host else [path]
        path = dirname(path)
    return folders
