import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from sites.legacy import side_by_side
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from sites.legacy.side_by_side import MANY, each_in_order
from tests.legacy_sites import CapturedSite

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems work in one process")
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, 3 * MANY + 1])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    assert list(each_in_order(range(count), lambda number: number * number, begin=lambda: None)) == [
        number * number for number in range(count)
    ]


@linux
def test_many_items_are_worked_on_in_other_processes_that_have_begun() -> None:
    begun: list[int] = []

    seen = set(each_in_order(range(MANY), lambda _: (os.getpid(), len(begun)), begin=lambda: begun.append(1)))

    assert os.getpid() not in {process for process, _ in seen}
    assert {times for _, times in seen} == {1}
    assert begun == []


def test_an_error_in_another_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(each_in_order(range(MANY), lambda number: 1 // (number - MANY // 2), begin=lambda: None))


@pytest.mark.parametrize("family", ["chinacourt", "trs", "php"])
def test_a_capture_reads_the_same_in_one_process_and_in_several(
    family: str, captured_sites: dict[str, CapturedSite], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def read(work: Path) -> tuple[list[object], list[object]]:
        with Capture(captured_sites[family].capture, work=work) as capture, Reading(capture) as reading:
            return list(reading.articles()), list(reading.verdicts())

    alone = read(tmp_path / "alone")
    monkeypatch.setattr(side_by_side, "MANY", 1)

    assert read(tmp_path / "together") == alone


@linux
def test_no_process_outlives_a_parent_that_was_killed() -> None:
    code = (
        "import time; from sites.legacy.side_by_side import each_in_order\n"
        "print('begun', flush=True)\n"
        "list(each_in_order(range(1000), lambda _: time.sleep(60), begin=lambda: None))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    parent.stdout.readline()
    deadline = time.monotonic() + 20
    while not (children := psutil.Process(parent.pid).children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    time.sleep(0.5)  # until they have said that they want to go with their parent

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
