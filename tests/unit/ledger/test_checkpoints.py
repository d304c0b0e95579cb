"""The key, the checkpoints, and the jobs that make and use them without anybody asking."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from structlog.testing import capture_logs

from federation.ledger import tasks
from federation.ledger.appending import append
from federation.ledger.checkpoints import STORAGE
from federation.ledger.entries import Actor
from federation.ledger.events import Event
from federation.ledger.models import Checkpoint, Verification

CHECKPOINTS = "django.core.files.storage.FileSystemStorage"


@pytest.fixture
def folder(db, settings, tmp_path) -> Path:
    settings.LEDGER_KEY = tmp_path / "secret" / "key.pem"
    settings.STORAGES = settings.STORAGES | {
        STORAGE: {"BACKEND": CHECKPOINTS, "OPTIONS": {"location": tmp_path / "checkpoints"}}
    }
    append(court="京0101", event=Event.SIGNED, subject="x", actor=Actor("zhang"))
    return tmp_path / "checkpoints"


def test_a_key_is_made_once_for_its_owner_alone_and_its_public_half_is_printed(folder, settings):
    out = StringIO()

    call_command("make_ledger_key", stdout=out, stderr=StringIO())

    assert out.getvalue().startswith("-----BEGIN PUBLIC KEY-----")
    assert settings.LEDGER_KEY.stat().st_mode & 0o777 == 0o600
    secret = settings.LEDGER_KEY.read_bytes()
    with pytest.raises(CommandError, match="已存在"):
        call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    assert settings.LEDGER_KEY.read_bytes() == secret


def test_without_a_key_a_checkpoint_is_refused_with_the_mend(folder):
    with pytest.raises(CommandError, match="manage.py make_ledger_key"):
        call_command("checkpoint_ledger", stdout=StringIO())


def test_a_checkpoint_names_the_end_of_every_chain_and_the_checkpoint_before(folder):
    call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    call_command("checkpoint_ledger", stdout=StringIO())
    last = append(court="京0101", event=Event.SIGNED, subject="y", actor=Actor("zhang"))
    call_command("checkpoint_ledger", stdout=StringIO())

    first, second = (json.loads(file.read_bytes()) for file in sorted(folder.iterdir()))
    assert first["before"] == ""
    assert second["before"] == sorted(file.name for file in folder.iterdir())[0]
    assert ["京0101", last.number, last.hash] in second["heads"]
    assert Checkpoint.objects.latest("id").tree == second["tree"]


def test_the_hourly_job_makes_one_and_says_why_where_it_cannot(folder):
    with capture_logs() as logs:
        tasks.checkpoint_hourly(timestamp=0)
    assert [log["event"] for log in logs] == ["ledger_checkpoint_refused"]
    assert "make_ledger_key" in logs[0]["reason"]

    call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    tasks.checkpoint_hourly(timestamp=0)

    assert len(list(folder.iterdir())) == 1


def test_the_nightly_job_writes_down_what_it_found(folder):
    call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    tasks.checkpoint_hourly(timestamp=0)

    tasks.verify_nightly(timestamp=0)

    verification = Verification.objects.get()
    assert (verification.fault_count, verification.checkpoints) == (0, 1)
    assert verification.entries >= 1


def test_a_checkpoint_that_was_put_in_from_elsewhere_is_a_fault(folder):
    call_command("make_ledger_key", stdout=StringIO(), stderr=StringIO())
    tasks.checkpoint_hourly(timestamp=0)
    (file,) = folder.iterdir()
    (folder / "99991231T000000Z.json").write_text(file.read_text().replace('"form"', '"from"'))

    tasks.verify_nightly(timestamp=0)

    assert [fault["kind"] for fault in Verification.objects.get().faults] == ["unsigned"]
    assert storages[STORAGE].exists(file.name)
