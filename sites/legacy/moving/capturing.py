"""Taking the legacy site: by crawling it, or as a file that somebody has."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from federation.ledger.events import Event
from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.failures import Reason
from sites.legacy.capture.order import CaptureLimits, CaptureOrder, CaptureProgress, CaptureSummary, Outcome, Route
from sites.legacy.capture.running import capture_site
from sites.legacy.capture.words import in_words
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused, StepStopped
from sites.legacy.moving.mirroring import mirror
from sites.legacy.moving.noting import record_in_ledger
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import (
    MEBIBYTE,
    add_source,
    next_capture,
    source_folder,
    source_paths,
    store_upload,
)
from sites.legacy.moving.steps import record_act, refuse_a_second, settle_abandoned, the_move
from sites.legacy.moving.way import require_may_follow, state_of
from sites.legacy.sources.export_media import WantedMedia, fetch_media
from sites.legacy.sources.kinds import Kind as SourceKind
from sites.legacy.sources.kinds import kind_of

Kind = MoveStep.Kind


def capture(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Crawl the site into a new archive, or go on with the one that an earlier step began.

    After the first it is a delta: everything that was captured before is asked for again, and only what has changed is kept.
    Raises MoveRefused or CaptureError.
    """
    move = step.move
    name = step.options.get("out") or next_capture()
    if "out" not in step.options:
        step.options = step.options | {"out": name}
        step.save(update_fields=["options"])

    def note(event: CaptureProgress) -> None:
        progress("capture", event.pages, event.pages + event.waiting)

    summary = capture_site(_order(move, name), note)
    if summary.outcome == Outcome.STOPPED:
        raise StepStopped
    if summary.outcome == Outcome.UNREACHABLE:
        raise MoveRefused(
            _("原网站 %(url)s 不再应答，已抓取 %(count)d 个网址。请确认网站可以访问，然后继续。")
            % {"url": move.legacy_url, "count": summary.pages}
        )
    move.refresh_from_db()
    add_source(move, name)
    return _result(name, summary)


@dataclass
class MediaAccount:
    """What fetching the files of exports came to: exports that could not be served, and files that could not be had, by page."""

    failed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def in_words(self) -> str:
        """For the end of a step's message."""
        missing = [_("%(count)d 个媒体文件没有取到") % {"count": len(self.missing)}] if self.missing else []
        return "".join(f"；{each}" for each in (*self.failed, *missing))


def fetch_media_of(move: Move, progress: StepProgress) -> MediaAccount:
    """Fetch the files of every WordPress export among the sources, or go on with that. Raises MoveRefused and StepStopped."""
    account = MediaAccount()
    for path in source_paths(move):
        if kind_of(path) is SourceKind.WORDPRESS:
            _fetch(path, move, progress, account)
    return account


def _fetch(path: Path, move: Move, progress: StepProgress, account: MediaAccount) -> None:
    def note(event: CaptureProgress) -> None:
        progress("media", event.pages, event.pages + event.waiting)

    try:
        fetched = fetch_media(path, show=note, order=partial(_order_of_media, move))
    except CaptureError as error:
        account.failed.append(_("%(file)s 的媒体文件无法从原网站抓取：%(error)s") % {"file": path.name, "error": error})
        return
    if fetched.outcome == Outcome.STOPPED:
        raise StepStopped
    if fetched.outcome == Outcome.UNREACHABLE:
        account.failed.append(
            _("%(file)s 的媒体文件没有取完，原网站不再应答；再次读取会接着抓取") % {"file": path.name}
        )
    account.missing += [f"{lost.page or _('媒体库')}：{lost.file}：{lost.reason}" for lost in fetched.missing]


@transaction.atomic
def take_in_file(chunks: Iterable[bytes], *, name: str, by: str) -> MoveStep:
    """Keep an uploaded file as a source, as a capture that is done. Raises MoveRefused."""
    move = Move.objects.select_for_update().get(pk=the_move().pk)
    settle_abandoned(move)
    refuse_a_second(move)
    require_may_follow(Kind.CAPTURE, move.state)
    stored = store_upload(chunks, name=name)
    add_source(move, stored)
    size = (source_folder() / stored).stat().st_size
    message = _("上传文件 %(file)s，%(size).1f MB") % {"file": name, "size": size / MEBIBYTE}
    step = record_act(move, kind=Kind.CAPTURE, by=by, result={"file": stored, "bytes": size}, message=message)
    move.state = state_of(move)
    move.save(update_fields=["state"])
    mirror(move)
    record_in_ledger(step, Event.CAPTURED, file=stored, bytes=size)
    return step


def _order_of_media(move: Move, wanted: WantedMedia, out: Path) -> CaptureOrder:
    """As the move's captures go, but for nothing other than the files."""
    return replace(
        _order(move, out.name),
        url=wanted.site,
        out=out,
        extra_hosts=wanted.hosts,
        seeds=tuple(wanted.files),
        base=(),
        limits=CaptureLimits(),
        follow_links=False,
    )


def _order(move: Move, name: str) -> CaptureOrder:
    options = move.capture_options
    return CaptureOrder(
        url=move.legacy_url,
        out=source_folder() / name,
        extra_hosts=tuple(move.legacy_hosts),
        seeds=tuple(options.get("seeds", ())),
        base=tuple(source_folder() / source for source in move.sources if source != name and ".warc" in source),
        routes=tuple(Route.parse(route) for route in options.get("routes", ())),
        allowed_networks=(*settings.MOVE_NETWORKS, *options.get("networks", ())),
        limits=CaptureLimits(pages=options.get("max_pages"), bytes=options.get("max_bytes")),
        delay=options.get("delay", 0.5),
        concurrency=options.get("concurrency", 4),
        obey_robots=options.get("obey_robots", True),
        verify_tls=not options.get("insecure_tls", False),
    )


def _result(name: str, summary: CaptureSummary) -> dict[str, Any]:
    message = _("%(file)s：%(pages)d 个网址，%(size).1f MB，%(failed)d 个没有应答") % {
        "file": name,
        "pages": summary.pages,
        "size": summary.bytes / MEBIBYTE,
        "failed": sum(summary.failures.values()),
    }
    if summary.outcome == Outcome.LIMITED:
        message += _("；因达到上限而结束，尚有 %(count)d 个网址未抓取") % {"count": summary.waiting}
    if summary.certificates:
        message += _("；证书无效但仍抓取：%(hosts)s") % {
            "hosts": "、".join(f"{host}（{in_words(fault)}）" for host, fault in summary.certificates.items())
        }
    if refused := summary.failures.get(Reason.CERTIFICATE):
        message += _("；%(count)d 个网址因证书无效没有抓取，可在登记中允许") % {"count": refused}
    return {
        "file": name,
        "pages": summary.pages,
        "bytes": summary.bytes,
        "waiting": summary.waiting,
        "failures": dict(summary.failures),
        "certificates": dict(summary.certificates),
        "message": message,
    }
