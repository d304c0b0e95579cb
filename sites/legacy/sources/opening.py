"""Opens what a legacy site is to be read from, told apart by content, whatever kind of thing it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.captures import Capture
from sites.legacy.sources.export_media import fetched_media
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.kinds import Kind, kind_of, warcs_in
from sites.legacy.sources.mirror import Mirror
from sites.legacy.sources.mirror_names import is_host
from sites.legacy.sources.table import ArticleTable
from sites.legacy.sources.unpacking import unpack
from sites.legacy.sources.wordpress import WordPressExport
from sites.legacy.sources.working import fingerprint, work_folder

_WITH_MEDIA = (Kind.WORDPRESS, Kind.TABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a source is to be opened, where its content does not tell.

    `media` holds the files of an export (by default what `fetch_media` has fetched for it), `base` is the address of a mirror or of addresses without a host, `columns` are headings of
    a table by field, `work` is the folder for the index and the reading.
    """

    kind: Kind | None = None
    media: Path | None = None
    base: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    work: Path | None = None


_AS_IT_IS = Manner()


def open_source(paths: Path | Sequence[Path], manner: Manner = _AS_IT_IS) -> IndexedSource:
    """The source that lies at a path, or at several of one site. Close it, or use it as a context. Raises CaptureUnreadable."""
    places = [paths] if isinstance(paths, Path) else list(paths)
    for path in places:
        if not path.exists():
            raise CaptureUnreadable(_("无法打开 %(file)s：没有这个文件或文件夹") % {"file": path})
    kind = manner.kind or _common_kind(places)
    if manner.media and kind not in _WITH_MEDIA:
        raise CaptureUnreadable(_("--media 只用于 WordPress 导出和文章表格。"))
    if kind is Kind.WARC:
        return Capture(
            [file for path in places for file in (warcs_in(path) if path.is_dir() else [path])], work=manner.work
        )
    if len(places) > 1:
        raise CaptureUnreadable(_("几个来源一起读取，只能都是 WARC 存档；其他来源请逐个读取。"))
    return _open_one(places[0], kind, manner)


def _common_kind(paths: Sequence[Path]) -> Kind:
    kinds = {kind_of(path) for path in paths}
    kind = kinds.pop()
    if kinds or kind is None:
        raise CaptureUnreadable(
            _(
                "%(file)s 中没有可读的 WARC 记录，也不是镜像文件夹、压缩包、WordPress 导出或文章表格。"
                "请确认文件完整，或用 --kind 指明种类。"
            )
            % {"file": "、".join(path.name for path in paths)}
        )
    return kind


def _open_one(path: Path, kind: Kind, manner: Manner) -> IndexedSource:
    if kind is Kind.ARCHIVE:
        return _open_archive(path, manner)
    if kind is Kind.MIRROR:
        return Mirror(_innermost(path), base=manner.base, work=manner.work)
    files = manner.media or (fetched_media(path, manner.work) if kind is Kind.WORDPRESS else None)
    media = open_source(files) if files else None
    try:
        if kind is Kind.WORDPRESS:
            return WordPressExport(path, media=media, work=manner.work)
        return ArticleTable(path, media=media, columns=manner.columns, base=manner.base, work=manner.work)
    except BaseException:
        if media:
            media.close()
        raise


def _open_archive(path: Path, manner: Manner) -> IndexedSource:
    """What a ZIP or TAR holds: unpacked once, then opened as the folder that it was made of."""
    work = work_folder([path], manner.work)
    folder, account = work / "unpacked", work / "unpacked.txt"
    mark = fingerprint([path])
    known = account.read_text(encoding="utf-8").split("\n") if account.exists() and folder.is_dir() else [""]
    if known[0] != mark:
        refused = unpack(path, folder)
        account.write_text(
            "\n".join([mark, *(line.replace("\n", " ") for line in refused)]), encoding="utf-8", errors="replace"
        )
        known = [mark, *refused]
    inner = Manner(base=manner.base, work=work / "index")
    source = open_source(_innermost(folder), inner)
    source.path, source.damage = path, (*known[1:], *source.damage)
    return source


def _innermost(folder: Path) -> Path:
    """The folder within folders that hold nothing but one folder, as archives have them; not into that of a host."""
    while True:
        inner = list(folder.iterdir())
        if len(inner) != 1 or not inner[0].is_dir() or inner[0].is_symlink() or is_host(inner[0].name):
            return folder
        folder = inner[0]
