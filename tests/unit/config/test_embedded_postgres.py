"""The database of machines that have none: starts by itself, is shared, and stops with its last user."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.unit.config.conftest import DEVELOPMENT, ROOT, environment

USER = """
import sys, django
django.setup()
from django.db import connection
for statement in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        print(cursor.fetchall() if cursor.description else "done", flush=True)
"""


class User:
    """A process that uses the database of a folder, a statement at a time."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=environment(DJANGO_SETTINGS_MODULE=DEVELOPMENT, DATA_DIR=str(folder)),
        )  # fmt: skip

    def says(self, statement: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        print(statement, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def leaves(self) -> None:
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        yield Path(name)
        if server := server_of(Path(name)):
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture
def user(folder: Path) -> Iterator[Callable[[], User]]:
    users: list[User] = []

    def starts() -> User:
        users.append(User(folder))
        return users[-1]

    yield starts
    for one in users:
        if one.process.poll() is None:
            one.is_killed()


def server_of(folder: Path) -> psutil.Process | None:
    """The folder's running PostgreSQL, by the number that it has written down itself."""
    file = folder / "postgres" / "postmaster.pid"
    try:
        return psutil.Process(int(file.read_text().split()[0]))
    except (FileNotFoundError, psutil.NoSuchProcess):
        return None


def test_it_starts_in_a_new_folder_and_stops_with_its_only_user(folder: Path, user: Callable[[], User]) -> None:
    one = user()
    assert one.says("SELECT 6 * 7") == "[(42,)]"
    assert server_of(folder)

    one.leaves()

    assert server_of(folder) is None


def test_it_never_runs_as_root(folder: Path, user: Callable[[], User]) -> None:
    if os.geteuid() != 0:
        pytest.skip("the tests do not run as root themselves")
    one = user()
    one.says("SELECT 1")

    server = server_of(folder)

    assert server
    assert server.uids().real != 0


def test_it_cannot_be_reached_over_the_network(folder: Path, user: Callable[[], User]) -> None:
    assert user().says("SHOW listen_addresses") == "[('',)]"


def test_its_data_survives_a_restart(folder: Path, user: Callable[[], User]) -> None:
    first = user()
    assert first.says("CREATE TABLE kept AS SELECT '判决' AS word") == "done"
    first.leaves()
    assert server_of(folder) is None

    assert user().says("SELECT word FROM kept") == "[('判决',)]"


def test_the_first_of_two_users_to_leave_does_not_stop_it(folder: Path, user: Callable[[], User]) -> None:
    one, other = user(), user()
    assert one.says("SELECT 1") == other.says("SELECT 1") == "[(1,)]"
    server = server_of(folder)

    one.leaves()
    assert other.says("SELECT 2") == "[(2,)]"
    assert server_of(folder) == server

    other.leaves()
    assert server_of(folder) is None


def test_a_killed_user_does_not_keep_it_running_once_another_leaves(folder: Path, user: Callable[[], User]) -> None:
    early, killed = user(), user()
    early.says("SELECT 1")
    killed.says("SELECT 1")

    killed.is_killed()
    early.leaves()

    assert server_of(folder) is None


def test_what_a_killed_user_left_running_is_taken_over_by_the_next(folder: Path, user: Callable[[], User]) -> None:
    killed = user()
    killed.says("CREATE TABLE kept AS SELECT 1 AS number")
    killed.is_killed()
    assert server_of(folder), "nobody was there to stop it"

    following = user()
    assert following.says("SELECT number FROM kept") == "[(1,)]"
    following.leaves()

    assert server_of(folder) is None
