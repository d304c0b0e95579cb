"""A legacy site goes the whole way onto the platform: by services, with a real worker, stopped, killed, cut over, rolled back."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from warcio.archiveiterator import ArchiveIterator

from deploy.demo.legacy_sites import build_legacy_sites
from deploy.demo.serve_legacy import serve_legacy_sites
from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.legacy.freezing import ImportFrozen, require_not_frozen
from sites.legacy.models import Move, MoveStep, OldAddress
from sites.legacy.moving.cut_over_checks import check_cut_over
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.reviewing import review
from sites.legacy.moving.running import run_step
from sites.legacy.moving.source_files import report_folder, source_folder
from sites.legacy.moving.steps import start_step, stop_step
from sites.legacy.moving.switching import this_site
from sites.legacy.tasks import queue_going_on, queue_step, queue_undo, run_move_step, sweep_stalled_steps
from sites.pages.models import ArticlePage
from tests.moving import HAIDIAN, LEGACY, register, work_off

Inside = Callable[..., Any]


pytestmark = pytest.mark.usefixtures("files_of_its_own", "domain_points_here")


def queued_and_done(site: CourtSite, inside: Inside, kind: str, **options: Any) -> MoveStep:
    with inside(site):
        step = queue_step(kind=kind, by="管理员", options=options)
        work_off()
    with inside(site):
        step.refresh_from_db()
        assert step.state == "done", step.message
    return step


def wait_until(step: MoveStep, holds: Callable[[MoveStep], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        step.refresh_from_db()
        if holds(step):
            return
        time.sleep(0.1)
    pytest.fail(f"still {step.state} at {step.done} of {step.total}: {step.message}")


def addresses_in(archive: Path) -> list[str]:
    """The address of every answer in an archive."""
    with archive.open("rb") as stream:
        return [
            record.rec_headers["WARC-Target-URI"] for record in ArchiveIterator(stream) if record.rec_type == "response"
        ]


def test_a_job_is_queued_with_the_step_and_goes_with_it(haidian: CourtSite, legacy_port: int) -> None:
    register(legacy_port)
    before = ProcrastinateJob.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue_step(kind="capture", by="管理员")
        assert ProcrastinateJob.objects.count() == before + 1
        raise ZeroDivisionError

    assert ProcrastinateJob.objects.count() == before
    assert not MoveStep.objects.filter(kind="capture").exists()


def test_the_tables_of_the_jobs_are_the_platforms_alone(haidian: CourtSite) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename LIKE 'procrastinate%%'")
        assert cursor.fetchall() == [("public",)]


def test_a_site_goes_the_whole_way_and_back_and_loses_nothing(
    haidian: CourtSite, legacy_port: int, inside: Inside, browse: Callable[..., Client]
) -> None:
    move = register(legacy_port)

    captured = queued_and_done(haidian, inside, "capture")
    assert captured.result["pages"] > 100
    assert captured.done > 0
    read = queued_and_done(haidian, inside, "read")
    assert read.result["verdicts"]["article"] > 20
    imported = queued_and_done(haidian, inside, "import")
    assert imported.result["counts"]["created"] == ArticlePage.objects.live().count() > 20
    checked = queued_and_done(haidian, inside, "check")
    assert (checked.result["captured"], checked.result["unaccounted"]) == (captured.result["pages"], 0)
    assert checked.result["right"] / checked.result["articles"] >= 0.99, checked.message
    assert (report_folder() / "report.json").exists()
    review(by="院领导", reason="试运行")
    move.refresh_from_db()
    assert move.state == "reviewed"

    step = start_step(kind="cut_over", by="院领导", options={"domain": "zyqfy.hncourt.example"})
    assert run_step(step).state == "done", step.message
    move.refresh_from_db()
    assert (move.state, move.temporary_domain) == ("cut_over", "haidian.localhost")
    assert this_site().address == "http://zyqfy.hncourt.example"
    # A process that dies between the switch and the end of its step: the next one finds the switch made.
    MoveStep.objects.filter(pk=step.pk).update(state="running")
    assert run_step(step).state == "done"
    move.refresh_from_db()
    assert (move.state, move.temporary_domain) == ("cut_over", "haidian.localhost")
    old = OldAddress.objects.filter(outcome="imported", page__live=True).first()
    visitor = Client(HTTP_HOST="zyqfy.hncourt.example")
    assert visitor.get(old.url.removeprefix("http://zyqfy.hncourt.example")).status_code == 301
    page = ArticlePage.objects.live().first()
    assert page.full_url.startswith("http://zyqfy.hncourt.example/")
    (hit, *_more) = search(Query(text=f'"{page.title}"', courts=(HAIDIAN,))).hits
    assert hit.url == page.full_url

    page.title = "切换之后修改的标题"
    page.save_revision().publish()
    with pytest.raises(MoveRefused, match="请先回退"):
        start_step(kind="import", by="管理员")

    with pytest.raises(ImportFrozen, match="已冻结"):
        require_not_frozen()

    step = run_step(start_step(kind="roll_back", by="院领导", options={"reason": "原网站恢复"}))
    assert step.state == "done", step.message
    move.refresh_from_db()
    assert (move.state, move.cut_over_at) == ("reviewed", None)
    assert this_site().address == "http://haidian.localhost"
    assert ArticlePage.objects.get(pk=page.pk).title == "切换之后修改的标题"
    assert ArticlePage.objects.get(pk=page.pk).full_url.startswith("http://haidian.localhost/")
    connection.set_schema_to_public()
    assert visitor.get("/").status_code == 404


def test_the_cut_over_is_refused_with_every_reason_at_once(haidian: CourtSite, legacy_port: int) -> None:
    register(legacy_port)
    move = Move.objects.get()

    lines = {check.key: check for check in check_cut_over(move, site=this_site(), domain="chaoyang.localhost")}

    failing = {key for key, check in lines.items() if check.stops}
    assert failing == {"reviewed", "delta", "compared", "free", "points_here"}
    assert all(check.mend for check in lines.values() if check.stops)
    assert "北京市朝阳区人民法院" in lines["free"].mend
    with pytest.raises(MoveRefused, match="请先完成前面的步骤"):
        start_step(kind="cut_over", by="管理员", options={"domain": "zyqfy.hncourt.example"})


def test_a_capture_is_stopped_and_goes_on_in_the_same_archive(
    haidian: CourtSite, legacy_port: int, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    register(legacy_port, delay=0.05, concurrency=1)
    step = queue_step(kind="capture", by="管理员")
    worker = start_worker()
    wait_until(step, lambda step: step.done > 5)

    stop_step(step, by="值班员")
    wait_until(step, lambda step: step.state == "stopped")
    assert step.message == "由 值班员 停止"
    assert 0 < step.done < step.total

    following = queue_going_on(step, by="值班员")
    wait_until(following, lambda step: step.state == "done")
    assert following.result["file"] == step.options["out"]
    assert following.result["pages"] > step.done
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0


def test_a_worker_that_ends_hands_its_step_to_the_next(
    haidian: CourtSite, legacy_port: int, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    register(legacy_port, delay=0.05, concurrency=1)
    step = queue_step(kind="capture", by="管理员")
    worker = start_worker()
    wait_until(step, lambda step: step.done > 5)

    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    step.refresh_from_db()
    assert step.state == "waiting"

    start_worker()
    wait_until(step, lambda step: step.state == "done")


def test_the_sweep_finds_the_step_of_a_killed_worker(
    haidian: CourtSite, legacy_port: int, inside: Inside, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    register(legacy_port, delay=0.05, concurrency=1)
    step = queue_step(kind="capture", by="管理员")
    worker = start_worker()
    wait_until(step, lambda step: step.done > 5)

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    sweep_stalled_steps.defer(timestamp=int(time.time()))
    work_off()  # the sweep
    work_off()  # what it has queued again

    with inside(haidian):
        step.refresh_from_db()
        assert step.state == "done", step.message
        assert step.result["pages"] > 100


def test_a_second_capture_is_a_delta_that_changes_only_what_changed(
    haidian: CourtSite, inside: Inside, tmp_path: Path
) -> None:
    (site,) = (site for site in build_legacy_sites(tmp_path / "legacy") if site["host"] == LEGACY)
    with serve_legacy_sites(tmp_path / "legacy") as port:
        register(port)
        for kind in ("capture", "read", "import"):
            first = queued_and_done(haidian, inside, kind)
        title = site["articles"][0]["title"]
        changed = 0
        for file in (tmp_path / "legacy" / LEGACY).rglob("*"):
            if file.is_file() and title.encode() in (body := file.read_bytes()):
                file.write_bytes(body.replace(title.encode(), f"{title}（更正）".encode()))
                changed += 1
        assert changed
        delta = queued_and_done(haidian, inside, "capture")
    for kind in ("read", "import"):
        again = queued_and_done(haidian, inside, kind)

    with inside(haidian):
        sizes = [(source_folder() / name).stat().st_size for name in Move.objects.get().sources]
        assert delta.result["file"] == "002.warc.gz"
        assert sizes[1] < sizes[0] / 2
        assert again.result["counts"]["created"] == 0
        assert 1 <= again.result["counts"]["updated"] < first.result["counts"]["created"] / 10
        assert ArticlePage.objects.filter(title=f"{title}（更正）").exists()


def test_undoing_a_capture_keeps_its_file_and_the_record(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    move = register(legacy_port)
    captured = queued_and_done(haidian, inside, "capture")

    with inside(haidian):
        undo = queue_undo(captured, by="值班员")
        work_off()
    with inside(haidian):
        undo.refresh_from_db()
        captured.refresh_from_db()
        move.refresh_from_db()
        assert (undo.state, undo.by, captured.state) == ("done", "值班员", "undone")
        assert (move.state, move.sources) == ("registered", [])
        assert (source_folder() / captured.result["file"]).exists()


def test_undoing_an_import_removes_its_pages_and_keeps_what_was_edited(
    haidian: CourtSite, legacy_port: int, inside: Inside
) -> None:
    move = register(legacy_port)
    for kind in ("capture", "read", "import"):
        imported = queued_and_done(haidian, inside, kind)
    with inside(haidian):
        edited = ArticlePage.objects.first()
        edited.title = "本站修改过的标题"
        edited.save_revision().publish()
        review(by="院领导", reason="试运行")

    for kind in ("review", "import"):
        with inside(haidian):
            queue_undo(move.steps.get(kind=kind), by="值班员")
            work_off()
    with inside(haidian):
        assert [page.title for page in ArticlePage.objects.all()] == ["本站修改过的标题"]
        assert not OldAddress.objects.exclude(page=edited.pk).filter(outcome="imported").exists()
        move.refresh_from_db()
        assert move.state == "read"
        imported.refresh_from_db()
        assert imported.state == "undone"

    with inside(haidian):
        queue_undo(move.steps.get(kind="read"), by="值班员")
        work_off()
    with inside(haidian):
        move.refresh_from_db()
        assert move.state == "captured"
        assert not list(source_folder().rglob("reading.sqlite*"))


def test_what_stops_a_step_is_recorded_in_words(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    register(legacy_port)
    captured = queued_and_done(haidian, inside, "capture")
    with inside(haidian):
        (source_folder() / captured.result["file"]).write_bytes(b"no archive")
        step = run_step(start_step(kind="read", by="管理员"))
        assert step.state == "failed"
        assert "001.warc.gz" in step.message


def test_two_workers_at_once_do_each_step_once_and_one_after_the_other(
    haidian: CourtSite, legacy_port: int, inside: Inside, start_worker: Callable[[], subprocess.Popen[bytes]]
) -> None:
    register(legacy_port, delay=0.02, concurrency=1)
    start_worker()
    start_worker()
    step = queue_step(kind="capture", by="管理员")
    wait_until(step, lambda step: step.done > 5)
    # The same step once more, as a sweep that was mistaken would queue it: without the queue's own lock.
    again = run_move_step.configure(lock="another").defer(schema=haidian.schema_name, step=step.pk)
    wait_until(step, lambda step: step.state == "done")

    with connection.cursor() as cursor:
        cursor.execute("SELECT type::text FROM procrastinate_events WHERE job_id = %s", [again])
        assert "deferred_for_retry" in {kind for (kind,) in cursor.fetchall()}, "it was taken up, and sent back"
    assert step.result["pages"] > 100
    assert Move.objects.get().sources == [step.result["file"]]
    records = [record for record in addresses_in(source_folder() / step.result["file"]) if record.startswith("http")]
    assert len(records) == len(set(records)), "no address was captured twice"
