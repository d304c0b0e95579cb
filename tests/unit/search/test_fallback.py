"""Answering from elsewhere while the index is away. With real servers: `tests/faults/test_falling_back.py`."""

import time
from datetime import UTC, datetime
from threading import Event

import pytest

from search.backends import fallback
from search.backends.base import SearchUnavailable
from search.backends.fallback import TRIAL, WithFallback
from search.backends.memory import MemoryBackend
from search.query.reading import Reading
from search.types import Results, SearchDocument
from tests.waiting import wait_until


class Wavering(MemoryBackend):
    """A backend that is away while a test says so, and counts what it is asked."""

    away = False
    asked = 0

    def search(self, asked: Reading) -> Results:
        self.asked += 1
        if self.away:
            raise SearchUnavailable("away")
        return super().search(asked)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "FIRST_WAIT", 0.02)


def test_while_the_index_answers_nothing_else_is_asked():
    index, table = Wavering(), Wavering()

    results = WithFallback(index, table).search(TRIAL)

    assert (results.degraded, index.asked, table.asked) == (False, 1, 0)


def test_the_failed_question_itself_is_answered_and_later_ones_do_not_wait_for_the_index():
    index, table = Wavering(), Wavering()
    index.away = True
    guarded = WithFallback(index, table)

    first = guarded.search(TRIAL)
    asked = index.asked
    answers = [guarded.search(TRIAL) for _ in range(5)]

    assert first.degraded
    assert all(answer.degraded for answer in answers)
    assert table.asked == 6
    assert index.asked - asked <= 1  # a trial at most


def test_it_returns_by_itself():
    index, table = Wavering(), Wavering()
    index.away = True
    guarded = WithFallback(index, table)
    guarded.search(TRIAL)

    index.away = False
    wait_until(lambda: not guarded.is_degraded, seconds=5, every=0.01)

    assert not guarded.search(TRIAL).degraded


def test_while_it_stays_away_trials_become_rarer(monkeypatch):
    waits: list[float] = []
    index, table = Wavering(), Wavering()
    index.away = True
    guarded = WithFallback(index, table)

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        index.away = len(waits) < 12

    monkeypatch.setattr(fallback.time, "sleep", sleep)
    guarded.search(TRIAL)
    monkeypatch.undo()
    wait_until(lambda: not guarded.is_degraded, seconds=5, every=0.01)

    assert waits == sorted(waits)
    assert waits[1] == 2 * waits[0]
    assert waits[-1] == fallback.LONGEST_WAIT


def test_when_neither_answers_that_is_said():
    index, table = Wavering(), Wavering()
    index.away = table.away = True

    with pytest.raises(SearchUnavailable):
        WithFallback(index, table).search(TRIAL)


class Hanging(MemoryBackend):
    """A backend that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()

    def search(self, asked: Reading) -> Results:
        self.go_on.wait(10)
        return super().search(asked)


def test_who_hangs_is_waited_for_a_moment_and_then_nobody_waits(monkeypatch):
    monkeypatch.setattr(fallback, "PATIENCE", 0.05)
    index, table = Hanging(), Wavering()
    guarded = WithFallback(index, table)

    results = guarded.search(TRIAL)
    assert (results.degraded, guarded.is_degraded, table.asked) == (True, True, 1)

    index.go_on.set()
    wait_until(lambda: not guarded.is_degraded, seconds=5, every=0.01)
    assert not guarded.search(TRIAL).degraded


def test_who_is_slow_is_heard_if_the_fallback_is_slower(monkeypatch):
    monkeypatch.setattr(fallback, "PATIENCE", 0.05)
    index = Hanging()

    class Slower(MemoryBackend):
        def search(self, asked: Reading) -> Results:
            index.go_on.set()
            time.sleep(1)  # so that the index has answered
            return super().search(asked)

    guarded = WithFallback(index, Slower())

    assert not guarded.search(TRIAL).degraded
    assert not guarded.is_degraded


def test_documents_go_to_the_index_alone():
    index, table = Wavering(), Wavering()
    guarded = WithFallback(index, table)
    guarded.index(
        [
            SearchDocument(
                key="a",
                version=1,
                court="京0105",
                court_name="",
                level="basic",
                province="",
                url="",
                title="公告",
                published=datetime(2024, 1, 1, tzinfo=UTC),
            )
        ]
    )

    assert (index.search(TRIAL).total, table.search(TRIAL).total) == (1, 0)
