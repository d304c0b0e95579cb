"""The server that development and tests run: started once, never as root, ended by its process id."""

import psutil
import pytest

from deploy.elasticsearch import run
from deploy.elasticsearch.node import UNPRIVILEGED, answers


def test_starting_it_again_finds_it_running_and_stopping_it_ends_it(node, monkeypatch, capsys):
    monkeypatch.setattr(run, "development_node", lambda: node)
    first = node.pid

    assert run.main("start") == 0
    assert node.pid == first
    assert f"SEARCH_URL=elasticsearch://127.0.0.1:{node.port}/federation" in capsys.readouterr().out
    assert answers(node.address)

    assert run.main("stop") == 0
    assert node.pid is None
    assert run.main("status") == 0
    assert "does not run" in capsys.readouterr().out


def test_it_never_runs_as_root(node):
    if psutil.Process().username() != "root":
        pytest.skip("the tests do not run as root themselves")

    assert psutil.Process(node.pid).username() == UNPRIVILEGED


def test_an_unknown_word_is_refused(capsys):
    assert run.main("dance") == 2
    assert "not dance" in capsys.readouterr().err
