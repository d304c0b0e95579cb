"""The files that a WordPress export refers to and does not hold: which they are, and fetching them from the site."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.capture.addresses import absolute_address, join_address
from sites.legacy.capture.links import links_in_html
from sites.legacy.capture.order import CaptureOrder, Outcome
from sites.legacy.capture.progress import Show
from sites.legacy.capture.running import capture_site
from sites.legacy.captures import Capture
from sites.legacy.files import attachment_type
from sites.legacy.sources.kinds import warcs_in
from sites.legacy.sources.posts import Blog, Post
from sites.legacy.sources.wordpress import SILENT, posts_of, refuse_declarations
from sites.legacy.sources.working import work_folder

FOLDER = "media"


@dataclass(frozen=True, slots=True)
class WantedMedia:
    """The files of an export by address, each with one page that shows it ("" for one of the library alone), and their hosts."""

    site: str
    hosts: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that could not be had, the page that shows it, and why."""

    page: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class FetchedMedia:
    """What fetching came to: how many files there are, which are missing, and whether all were asked for."""

    wanted: int
    missing: tuple[MissingFile, ...]
    outcome: Outcome


Order = Callable[[WantedMedia, Path], CaptureOrder]


def default_order(wanted: WantedMedia, out: Path) -> CaptureOrder:
    """Nothing but the files, as politely as `capture_site` goes if it is told nothing else."""
    return CaptureOrder(
        url=wanted.site,
        out=out,
        extra_hosts=wanted.hosts,
        seeds=tuple(wanted.files),
        allowed_networks=tuple(settings.MOVE_NETWORKS),
        follow_links=False,
    )


def fetched_media(export: Path, work: Path | None = None) -> Path | None:
    """The folder of what was fetched for an export before; None where nothing was."""
    folder = work_folder([export], work) / FOLDER
    return folder if folder.is_dir() and any(warcs_in(folder)) else None


def fetch_media(export: Path, *, work: Path | None = None, show: Show, order: Order = default_order) -> FetchedMedia:
    """Fetch the files of an export into its work folder, or go on with that. What was fetched is not asked for again.

    Raises CaptureError where the site cannot be reached at all, and CaptureUnreadable.
    """
    wanted = wanted_media(export)
    mark = hashlib.sha256("\n".join((wanted.site, *wanted.hosts)).encode()).hexdigest()[:8]
    out = work_folder([export], work) / FOLDER / f"{mark}.warc.gz"
    summary = capture_site(order(wanted, out), show)
    return FetchedMedia(len(wanted.files), tuple(_missing(wanted, out)), summary.outcome)


def wanted_media(export: Path) -> WantedMedia:
    """The files of the library, and those that public posts show or link to on the same hosts. Raises CaptureUnreadable.

    What hangs on a post that is not public is left where it is.
    """
    refuse_declarations(export)
    blog, hidden = Blog(), set[int]()
    for post in posts_of(export, blog):
        blog.hears_of(post)
        if not post.is_public:
            hidden.add(post.number)
    library = {file: "" for post in posts_of(export, Blog()) for file in _of_library(post, hidden)}
    site = absolute_address(blog.site) or next(iter(library), "")
    if not site:
        raise CaptureUnreadable(_("%(file)s 没有写明网站的地址，无法抓取媒体文件。") % {"file": export.name})
    hosts = {urlsplit(address).netloc for address in (site, *library)}
    shown: dict[str, str] = {}
    for post in posts_of(export, Blog()):
        if post.is_public and post.kind not in SILENT and post.kind != "attachment":
            for file in _shown_by(post, blog, hosts):
                shown.setdefault(file, post.link)
    return WantedMedia(site, tuple(sorted(hosts - {urlsplit(site).netloc})), library | shown)


def _of_library(post: Post, hidden: set[int]) -> Iterator[str]:
    file = absolute_address(post.file) if post.kind == "attachment" and post.is_public else None
    if file and post.parent not in hidden:
        yield file


def _shown_by(post: Post, blog: Blog, hosts: set[str]) -> Iterator[str]:
    page = absolute_address(post.link)
    for reference in links_in_html(blog.item(post).html) if page else ():
        address = join_address(page or "", reference)
        if address and urlsplit(address).netloc in hosts and _is_file(address):
            yield address


def _is_file(address: str) -> bool:
    kind, _coding = guess_type(urlsplit(address).path)
    return bool(attachment_type(address)) or (kind or "").startswith("image/")


def _missing(wanted: WantedMedia, out: Path) -> Iterator[MissingFile]:
    with Capture(out) as capture:
        statuses = {address.key: address.status for address in capture if address.status >= 300}
        for file, page in wanted.files.items():
            found, status = capture.find(address_key(file)), statuses.get(address_key(file))
            if found is None:
                reason = (
                    _("原网站答复 %(status)d") % {"status": status} if status else _("原网站没有应答，或不允许抓取")
                )
                yield MissingFile(page, file, reason)
            elif not found.complete:
                yield MissingFile(page, file, _("文件不完整"))
