"""Reading a capture that is killed again and again ends as one that is left alone."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sites.legacy import reading as reading_module
from sites.legacy.addresses import address_key
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from sites.legacy.shelf_file import ReadingBusy
from tests.legacy_sites import CapturedSite

ROOT = Path(__file__).parents[3]
KILLS = 6
READ = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.test")
import django
django.setup()
from pathlib import Path
from sites.legacy import reading, side_by_side
from sites.legacy.captures import Capture
side_by_side.MANY, reading.BATCH = int(sys.argv[3]), 5
with Capture(Path(sys.argv[1]), work=Path(sys.argv[2])) as capture:
    print("indexed", flush=True)
    reading.Reading(capture, progress=lambda done, total: print(done, total, flush=True)).close()
print("done", flush=True)
"""


@contextmanager
def reader(capture: Path, work: Path, *, many: int) -> Iterator[subprocess.Popen[str]]:
    """A process that reads a capture and says how far it is; killed at the end of the context if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-c", READ, capture, work, str(many)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def result(capture: Path, work: Path) -> tuple[list[object], list[object], str]:
    with Capture(capture, work=work) as opened, Reading(opened) as reading:
        return list(reading.articles()), list(reading.verdicts()), reading.begun_anew


@pytest.mark.parametrize("many", [1, 100_000], ids=["several processes", "one process"])
def test_reading_that_is_killed_at_random_ends_the_same(
    captured_sites: dict[str, CapturedSite], tmp_path: Path, many: int
) -> None:
    capture, chance = captured_sites["trs"].capture, random.Random(many)
    undisturbed = result(capture, tmp_path / "undisturbed")
    reached = []

    for _ in range(KILLS):
        with reader(capture, tmp_path / "killed", many=many) as process:
            assert process.stdout is not None
            lines = chance.choice([0, 1, 2, 3, 5, 8])
            said = [line for _, line in zip(range(lines), process.stdout, strict=False)]
            time.sleep(chance.random() * 0.2)
            process.send_signal(signal.SIGKILL)
            process.wait()
        reached.append(said[-1].strip() if said else "")

    assert result(capture, tmp_path / "killed") == undisturbed
    assert len({place for place in reached if place}) > 2, reached


def test_a_second_process_is_refused_while_one_reads(captured_sites: dict[str, CapturedSite], tmp_path: Path) -> None:
    capture = captured_sites["php"].capture
    with reader(capture, tmp_path, many=100_000) as process:
        assert process.stdout is not None
        while not next(process.stdout).startswith("5 "):
            pass
        process.send_signal(signal.SIGSTOP)
        with Capture(capture, work=tmp_path) as opened, pytest.raises(ReadingBusy, match="另一个进程正在读取"):
            Reading(opened)


def test_what_was_read_is_not_read_again(
    captured_sites: dict[str, CapturedSite], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = captured_sites["php"].capture
    before = result(capture, tmp_path)

    monkeypatch.setattr(reading_module, "read_page", None)

    assert result(capture, tmp_path) == before


def test_another_version_of_the_readers_begins_anew_and_says_why(
    captured_sites: dict[str, CapturedSite], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = captured_sites["php"].capture
    result(capture, tmp_path)
    monkeypatch.setattr(reading_module, "code_version", lambda: "another")

    assert result(capture, tmp_path)[2] == "读取程序已更新，重新读取"


def test_a_file_of_an_earlier_reading_that_is_damaged_is_begun_anew(
    captured_sites: dict[str, CapturedSite], tmp_path: Path
) -> None:
    capture = captured_sites["php"].capture
    before = result(capture, tmp_path)
    (tmp_path / "reading.sqlite").write_bytes(b"no database" * 500)

    assert result(capture, tmp_path) == (*before[:2], "此前的读取文件已损坏，重新读取")


def test_what_lies_on_disk_is_text_and_json(captured_sites: dict[str, CapturedSite], tmp_path: Path) -> None:
    result(captured_sites["php"].capture, tmp_path)

    with closing(sqlite3.connect(tmp_path / "reading.sqlite")) as database:
        bodies = [bytes(body) for (body,) in database.execute("SELECT body FROM content LIMIT 50")]

    assert bodies
    assert not any(body.startswith(b"\x80") for body in bodies), "a pickle begins so"


def test_one_article_is_found_by_any_of_its_addresses(captured_sites: dict[str, CapturedSite], tmp_path: Path) -> None:
    with Capture(captured_sites["chinacourt"].capture, work=tmp_path) as opened, Reading(opened) as reading:
        for article in reading.articles():
            for url in (*article.pages, *article.copies):
                assert reading.article(address_key(url)) == article
        assert reading.article("www.nowhere.example/1") is None
