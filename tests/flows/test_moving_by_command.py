"""`manage.py move`: the way of a court from a terminal."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from federation.courts.models import CourtSite
from sites.legacy.models import Move, MoveStep
from tests.moving import HAIDIAN, LEGACY

pytestmark = pytest.mark.usefixtures("files_of_its_own", "domain_points_here")
Inside = Callable[..., Any]


def move(*arguments: str) -> Any:
    """What the command says, as JSON."""
    out = StringIO()
    call_command("move", "--court", HAIDIAN, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def in_words(*arguments: str) -> str:
    """What the command says to people."""
    out = StringIO()
    call_command("move", "--court", HAIDIAN, *arguments, stdout=out)
    return out.getvalue()


def register(port: int, delay: float = 0.0) -> None:
    route = f"{LEGACY}=127.0.0.1:{port}"
    move("register", "--url", f"http://{LEGACY}/", "--publish", "--resolve", route, "--delay", str(delay))


def test_a_court_goes_the_whole_way_by_command(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    register(legacy_port)
    for act in ("capture", "read", "import", "check"):
        assert move(act)["state"] == "done", act
    with pytest.raises(CommandError, match="请先完成，或说明为何可以不做"):
        move("review")
    assert move("review", "--reason", "试运行")["state"] == "done"
    assert move("cut-over", "--domain", LEGACY, "--dry-run")["ready"] is True
    assert move("status")["stage"] == "reviewed"

    assert move("cut-over", "--domain", LEGACY)["state"] == "done"
    told = move("status")
    assert told["stage"] == "cut_over"
    assert [step["step"] for step in told["steps"]] == [
        "register", "capture", "read", "import", "check", "review", "cut_over",
    ]  # fmt: skip
    with pytest.raises(CommandError, match="请先回退"):
        move("import")
    assert move("roll-back", "--reason", "试运行结束")["state"] == "done"
    assert move("status")["stage"] == "reviewed"


def test_a_dry_run_changes_nothing(haidian: CourtSite, legacy_port: int, inside: Inside) -> None:
    move("register", "--url", f"http://{LEGACY}/", "--dry-run")
    with inside(haidian):
        assert not Move.objects.exists()
    register(legacy_port)

    assert in_words("capture", "--dry-run") == "“抓取”将从头开始。\n"
    with pytest.raises(SystemExit) as ending:
        move("cut-over", "--domain", LEGACY, "--dry-run")

    assert ending.value.code == 1
    with inside(haidian):
        assert MoveStep.objects.count() == 1


def test_an_interrupt_stops_gently_and_the_same_command_goes_on(
    haidian: CourtSite, legacy_port: int, inside: Inside
) -> None:
    register(legacy_port, delay=0.05)
    interrupt = threading.Timer(4.0, os.kill, (os.getpid(), signal.SIGINT))
    interrupt.start()
    with pytest.raises(SystemExit) as ending:
        move("capture")
    interrupt.join()
    assert ending.value.code == 4
    with inside(haidian):
        stopped = MoveStep.objects.get(kind="capture")
        assert (stopped.state, stopped.done > 0) == ("stopped", True)

    began = time.monotonic()
    told = move("capture")
    assert told["state"] == "done"
    assert told["result"]["file"] == stopped.options["out"]
    assert told["result"]["pages"] > stopped.done, f"after {time.monotonic() - began:.0f} s"


def test_a_file_is_taken_as_a_source_and_taken_back(haidian: CourtSite, inside: Inside, tmp_path: Path) -> None:
    move("register", "--url", f"http://{LEGACY}/")
    file = tmp_path / "export.csv"
    file.write_text("网址,标题\n")

    assert move("add-file", str(file))["result"]["file"] == "001-export.csv"
    assert move("status")["stage"] == "captured"
    assert "已抓取" in (said := in_words("status"))
    assert "抓取：已完成（" in said
    assert move("undo")["state"] == "done"
    assert move("status")["stage"] == "registered"


def test_a_court_without_a_site_or_a_move_is_named_with_what_to_do(haidian: CourtSite) -> None:
    with pytest.raises(CommandError, match="请先登记"):
        move("status")
    with pytest.raises(CommandError, match="名录中没有"):
        call_command("move", "--court", "火星", "status")
