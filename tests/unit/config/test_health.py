"""What load balancers ask, under whatever name."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from django.test import Client

from tests.unit.config.conftest import DEVELOPMENT, ROOT, environment

HOSTS = ["10.0.0.7", "portal.localhost", "nobody.example", "a_b", "!"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_running_process_is_live_whatever_the_host(host: str) -> None:
    answer = Client(HTTP_HOST=host).get("/-/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


@pytest.mark.django_db
@pytest.mark.parametrize("host", HOSTS)
def test_a_migrated_platform_is_ready_whatever_the_host(host: str) -> None:
    answer = Client(HTTP_HOST=host).get("/-/ready")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_a_platform_that_lacks_migrations_is_not_ready_and_says_how_many() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'courts'")
        lacking = cursor.rowcount

    answer = Client().get("/-/ready")

    assert lacking > 0
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "migrations": lacking})


@pytest.mark.django_db
def test_asking_from_a_courts_schema_is_answered_for_the_platform(chaoyang) -> None:
    connection.set_tenant(chaoyang)

    assert Client().get("/-/ready").status_code == 200


@pytest.fixture(scope="module")
def without_a_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a platform whose database does not answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        variables = environment(
            DJANGO_SETTINGS_MODULE=DEVELOPMENT,
            DATA_DIR=str(tmp_path_factory.mktemp("data")),
            DATABASE_URL="postgres://nobody:secret@127.0.0.1:1/none",
        )
        descriptor = listener.fileno()
        server = subprocess.Popen(
            [Path(sys.executable).parent / "gunicorn", "federation.config.wsgi", "--bind", f"fd://{descriptor}", "--no-control-socket"],
            cwd=ROOT, env=variables, pass_fds=[descriptor], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_without_its_database_a_process_is_live_but_not_ready(without_a_database: str) -> None:
    assert ask(f"{without_a_database}/-/live") == (200, {"status": "live"})
    status, answer = ask(f"{without_a_database}/-/ready")

    assert (status, answer) == (503, {"status": "unavailable", "database": "OperationalError"})


def ask(address: str) -> tuple[int, dict[str, object]]:
    try:
        with urlopen(Request(address, headers={"Host": "10.0.0.7"}), timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as answer:
        return answer.code, json.load(answer)
