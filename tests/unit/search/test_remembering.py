"""Values that are loaded once and renewed where nobody waits."""

from threading import Event, Thread, current_thread

import pytest
from django.db import DatabaseError

from search.query import remembering
from search.query.remembering import Remembered, keep_fresh
from tests.waiting import wait_until


class Source:
    """What is loaded: how often it has been, and by whom."""

    def __init__(self) -> None:
        self.loaded = 0
        self.by: list[str] = []
        self.fails = False

    def load(self) -> int:
        self.by.append(current_thread().name)
        if self.fails:
            raise DatabaseError("away")
        self.loaded += 1
        return self.loaded


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here has a connection that would have to be closed."""
    monkeypatch.setattr(remembering, "connection", type("None_", (), {"close": staticmethod(lambda: None)}))


def test_it_is_loaded_when_first_asked_for_and_kept(source):
    value = Remembered(source.load, kept=60, nothing=0)

    assert [value.get(), value.get()] == [1, 1]


def test_it_is_loaded_again_when_it_has_been_kept_long_enough(source):
    value = Remembered(source.load, kept=0, nothing=0)

    assert [value.get(), value.get()] == [1, 2]


def test_what_cannot_be_loaded_stays_as_it_was(source):
    value = Remembered(source.load, kept=60, nothing=0)
    value.get()
    value.forget()
    source.fails = True

    assert value.get() == 1


def test_where_a_thread_keeps_it_fresh_nobody_who_asks_loads_it(source, left_alone):
    value = Remembered(source.load, kept=0.02, nothing=0)

    keep_fresh([value])
    assert value.get() >= 1
    wait_until(lambda: value.get() >= 4, every=0.01, seconds=5)
    source.fails = True  # ends it: the next trial comes in ten seconds

    assert source.by[0] == current_thread().name
    assert {*source.by[1:]} == {"keep-fresh"}


def test_what_was_forgotten_is_renewed_by_the_thread_at_once(source, left_alone):
    value = Remembered(source.load, kept=3600, nothing=0)
    keep_fresh([value])

    value.forget()

    wait_until(lambda: value.get() == 2, every=0.01, seconds=5)


def test_what_changes_while_it_is_loaded_is_loaded_after_it():
    began, go_on = Event(), Event()
    seen: list[str] = []
    state = ["old"]

    def load() -> str:
        found = state[0]
        if not seen:
            began.set()
            go_on.wait(5)
        seen.append(found)
        return found

    value = Remembered(load, kept=3600, nothing="")
    loading = Thread(target=value.get)
    loading.start()
    began.wait(5)
    state[0] = "new"
    value.forget()
    go_on.set()
    loading.join(5)

    assert value.get() == "new"
