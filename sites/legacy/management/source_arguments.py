"""The arguments by which commands are told what a legacy site is to be read from."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.capture.order import Outcome
from sites.legacy.capture.progress import shown_on
from sites.legacy.recipes.parsing import open_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sources.export_media import fetch_media
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.kinds import Kind, kind_of
from sites.legacy.sources.live import capture_live, capture_of, is_live
from sites.legacy.sources.opening import Manner, open_source

MOST_NAMED = 200
"""Files that are named one by one; the report of the import has all of them."""


def add_source_arguments(parser: ArgumentParser, *, count: str = "+") -> None:
    """SOURCE…, and how it is to be opened; `count` is how many there may be, in the words of argparse."""
    parser.add_argument(
        "sources",
        nargs=count,
        metavar="SOURCE",
        help="a WARC, several of one site or a folder of them; a folder mirrored by wget or HTTrack, or a ZIP or TAR of one; "
        "a WordPress export; a table of articles (CSV, xls, xlsx, ods); the address of a live site, which is captured first",
    )
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="what SOURCE is, if its content misleads")
    parser.add_argument(
        "--media", type=Path, metavar="PATH", help="the files of an export: a mirrored folder or a WARC"
    )
    parser.add_argument(
        "--fetch-media",
        action="store_true",
        help="first fetch the files of a WordPress export from its site, into its work folder; run again it goes on",
    )
    parser.add_argument("--base", default="", metavar="URL", help="the site of a mirror or of addresses without a host")
    parser.add_argument(
        "--columns",
        type=_columns,
        default={},
        metavar="FIELD=HEADING,…",
        help="which column of a table holds what: address, title, html, date, column, files, source, author, keywords, summary",
    )
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="folder for index and reading, instead of one beside SOURCE"
    )


def add_recipe_argument(parser: ArgumentParser) -> None:
    """By what it is to be read, for commands that read it."""
    parser.add_argument(
        "--recipe", type=Path, metavar="FILE.toml", help="read its pages by this recipe (see learn_recipe)"
    )


def opened_source(options: dict[str, Any], said: OutputWrapper) -> IndexedSource:
    """The source that a command line names; what is wrong with it is said. Raises FederationError and OSError."""
    manner = Manner(
        kind=Kind(options["kind"]) if options["kind"] else None,
        media=options["media"],
        base=options["base"],
        columns=options["columns"],
        work=options["work"],
    )
    if options["fetch_media"]:
        _fetch_media([Path(name) for name in options["sources"]], manner, said)
    source = open_source([_place(name, said) for name in options["sources"]], manner)
    for damage in source.damage:
        said.write(f"{source.path.name}: {damage}")
    return source


def _fetch_media(paths: Sequence[Path], manner: Manner, said: OutputWrapper) -> None:
    """Raises CaptureUnreadable where not all files could be asked for yet."""
    if manner.media or any(
        not path.is_file() or (manner.kind or kind_of(path)) is not Kind.WORDPRESS for path in paths
    ):
        raise CaptureUnreadable(_("--fetch-media 只用于 WordPress 导出，并且不能与 --media 同时使用。"))
    for path in paths:
        with shown_on(sys.stderr) as show:
            fetched = fetch_media(path, work=manner.work, show=show)
        said.write(
            _("%(file)s：%(wanted)d 个文件中抓取了 %(fetched)d 个")
            % {"file": path.name, "wanted": fetched.wanted, "fetched": fetched.wanted - len(fetched.missing)}
        )
        for lost in fetched.missing[:MOST_NAMED]:
            said.write(f"{lost.page or _('媒体库')}: {lost.file}: {lost.reason}")
        if len(fetched.missing) > MOST_NAMED:
            said.write(_("…… 另有 %(count)d 个") % {"count": len(fetched.missing) - MOST_NAMED})
        if fetched.outcome is not Outcome.FINISHED:
            raise CaptureUnreadable(_("%(file)s 的媒体文件还没有抓取完。再次运行会接着抓取。") % {"file": path.name})


def stated_recipe(options: dict[str, Any]) -> Recipe | None:
    """The recipe that a command line names, if it does. Raises RecipeInvalid."""
    return open_recipe(options["recipe"]) if options["recipe"] else None


def _place(name: str, said: OutputWrapper) -> Path:
    if not is_live(name):
        return Path(name)
    said.write(_("先抓取 %(url)s，存入 %(file)s") % {"url": name, "file": capture_of(name)})
    with shown_on(sys.stderr) as show:
        return capture_live(name, show=show)


def _columns(text: str) -> dict[str, str]:
    pairs: Sequence[tuple[str, str, str]] = [
        part.partition("=") for part in text.replace("，", ",").split(",") if part.strip()
    ]
    if not all(sign and field.strip() and heading.strip() for field, sign, heading in pairs):
        raise ArgumentTypeError(f"FIELD=HEADING,…, not {text!r}")
    return {field.strip(): heading.strip() for field, _sign, heading in pairs}
