"""Over 100,000 entries: whatever a superuser of the database does to the ledger is found, and its place is told."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection

from federation.ledger.appending import append
from federation.ledger.checkpoints import make_checkpoint, read_all
from federation.ledger.entries import Actor
from federation.ledger.errors import LedgerRefused
from federation.ledger.events import Event
from federation.ledger.keys import make_key, signing_key
from federation.ledger.verifying import Kind, Verified, verify
from tests.unit.ledger.chains import hash_anew, tamper, write_chain

LONG, OTHER = "测01", "测02"
LENGTHS = {LONG: 60_000, OTHER: 40_000}
PLACE = 31_234
ACTOR = Actor("zhang", "张三", "court_test")


@pytest.fixture(scope="module")
def long_chains(django_db_setup, django_db_blocker):
    """Committed once, and taken away by force at the end: each test's own tampering is rolled back."""
    with django_db_blocker.unblock():
        connection.close()
        for court, length in LENGTHS.items():
            write_chain(court, length)
        yield
        tamper("DELETE FROM public.ledger_entry WHERE court = ANY(%s)", list(LENGTHS))
        connection.close()


@pytest.fixture
def kept(long_chains, db, settings, tmp_path) -> FileSystemStorage:
    """Where checkpoints are written; there is a key."""
    settings.LEDGER_KEY = tmp_path / "key.pem"
    make_key(settings.LEDGER_KEY)
    return FileSystemStorage(location=tmp_path / "checkpoints")


def found(kept=None, **choice) -> list[tuple[Kind, str, int]]:
    checkpoints = list(read_all(kept, signing_key().public_key())) if kept else []
    seen = Verified()
    faults = list(verify(checkpoints, seen=seen, **choice))
    assert seen.entries >= 39_000
    return [(fault.kind, fault.court, fault.number) for fault in faults if fault.court in LENGTHS]


def test_an_untouched_ledger_has_no_fault(kept):
    make_checkpoint(kept)
    append(court=LONG, event=Event.SIGNED, subject="x", actor=ACTOR)

    assert found(kept) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("subject", "测01:9999"),
        ("event", "published"),
        ("actor", "wang"),
        ("actor_display", "王五"),
        ("actor_schema", "public"),
        ("details", "{}"),
        ("time", "2026-01-01T09:00:00Z"),
    ],
)
def test_a_change_is_found_at_its_place(kept, column, value):
    tamper(f"UPDATE public.ledger_entry SET {column} = %s WHERE court = %s AND number = %s", value, LONG, PLACE)

    assert (Kind.CHANGED, LONG, PLACE) in found()
    assert {place for _kind, _court, place in found()} <= {PLACE, PLACE + 1}


def test_a_change_with_its_own_hash_made_right_breaks_the_link_behind_it(kept):
    tamper("UPDATE public.ledger_entry SET subject = 'x' WHERE court = %s AND number = %s", LONG, PLACE)
    tamper(
        "UPDATE public.ledger_entry AS e SET hash = public.ledger_hash(e) WHERE court = %s AND number = %s", LONG, PLACE
    )

    assert found() == [(Kind.UNCHAINED, LONG, PLACE + 1)]


def test_a_removal_is_found(kept):
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number BETWEEN %s AND %s", LONG, PLACE, PLACE + 4)

    assert found() == [(Kind.REMOVED, LONG, PLACE)]


def test_a_removal_with_the_numbers_closed_up_is_found(kept):
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number = %s", LONG, PLACE)
    tamper("ALTER TABLE public.ledger_entry DROP CONSTRAINT ledger_entry_chain")
    tamper("UPDATE public.ledger_entry SET number = number - 1 WHERE court = %s AND number > %s", LONG, PLACE)

    assert found()[:2] == [(Kind.UNCHAINED, LONG, PLACE), (Kind.CHANGED, LONG, PLACE)]


def test_an_insertion_is_found(kept):
    tamper("ALTER TABLE public.ledger_entry DROP CONSTRAINT ledger_entry_chain")
    tamper(
        "INSERT INTO public.ledger_entry (court, number, time, event, subject, actor, actor_display, actor_schema, "
        "details, previous, hash) SELECT court, number, time, 'confirmed', subject, actor, actor_display, actor_schema, "
        "details, previous, repeat('f', 64) FROM public.ledger_entry WHERE court = %s AND number = %s",
        LONG,
        PLACE,
    )

    assert {(Kind.INSERTED, LONG, PLACE), (Kind.CHANGED, LONG, PLACE)} <= set(found())


def test_two_entries_that_changed_places_are_found(kept):
    tamper("ALTER TABLE public.ledger_entry DROP CONSTRAINT ledger_entry_chain")
    tamper(
        "UPDATE public.ledger_entry SET number = %s - number WHERE court = %s AND number IN (%s, %s)",
        2 * PLACE + 1,
        LONG,
        PLACE,
        PLACE + 1,
    )

    faults = found()
    assert {(Kind.CHANGED, LONG, PLACE), (Kind.UNCHAINED, LONG, PLACE), (Kind.BACKWARDS, LONG, PLACE + 1)} <= set(
        faults
    )
    assert {place for _kind, _court, place in faults} <= {PLACE, PLACE + 1, PLACE + 2}


def test_a_chain_that_was_cut_off_is_found_by_a_checkpoint(kept):
    make_checkpoint(kept)
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number > %s", LONG, PLACE)

    assert found() == []
    assert found(kept) == [(Kind.TRUNCATED, LONG, PLACE + 1)]


def test_a_chain_that_was_deleted_whole_is_found_by_a_checkpoint(kept):
    make_checkpoint(kept)
    tamper("DELETE FROM public.ledger_entry WHERE court = %s", LONG)

    assert found(kept) == [(Kind.TRUNCATED, LONG, 1)]


def test_a_chain_that_was_cut_off_and_has_grown_again_is_found_by_a_checkpoint(kept):
    make_checkpoint(kept)
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number = %s", LONG, LENGTHS[LONG])
    append(court=LONG, event=Event.SIGNED, subject="x", actor=ACTOR)

    assert found(kept) == [(Kind.REWRITTEN, LONG, LENGTHS[LONG])]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE public.ledger_entry SET actor = 'wang' WHERE court = %s AND number = %s",
        "DELETE FROM public.ledger_entry WHERE court = %s AND number = %s",
    ],
    ids=["changed", "removed"],
)
def test_who_makes_every_later_hash_right_is_found_by_checkpoints_which_say_between_which_entries(kept, act):
    tamper(
        "CREATE TABLE public.put_aside AS SELECT * FROM public.ledger_entry WHERE court = %s AND number > 30000", LONG
    )
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number > 30000", LONG)
    make_checkpoint(kept)
    tamper("INSERT INTO public.ledger_entry SELECT * FROM public.put_aside")
    make_checkpoint(kept)
    append(court=LONG, event=Event.SIGNED, subject="x", actor=ACTOR)
    tamper(act, LONG, PLACE)
    hash_anew(LONG, PLACE)

    assert found() == []
    seen = Verified()
    faults = list(verify(read_all(kept, signing_key().public_key()), seen=seen, court=LONG))
    assert [(fault.kind, fault.number) for fault in faults] == [(Kind.REWRITTEN, LENGTHS[LONG])]
    assert "30001" in faults[0].words


def test_no_checkpoint_is_signed_over_a_ledger_that_contradicts_the_last_one(kept):
    make_checkpoint(kept)
    tamper("DELETE FROM public.ledger_entry WHERE court = %s AND number > %s", LONG, PLACE)

    with pytest.raises(LedgerRefused, match="测01#60000"):
        make_checkpoint(kept)


def test_a_forged_checkpoint_is_not_believed(kept):
    made = make_checkpoint(kept)
    file = Path(kept.path(made.name))
    body = json.loads(file.read_bytes())
    body["heads"] = [head for head in body["heads"] if head[0] != LONG]
    file.write_text(json.dumps(body))

    faults = list(verify(read_all(kept, signing_key().public_key()), seen=Verified(), court=OTHER))

    assert [fault.kind for fault in faults] == [Kind.UNSIGNED]


def test_the_command_names_each_fault_and_fails(kept, settings, tmp_path):
    make_checkpoint(kept)
    tamper("UPDATE public.ledger_entry SET actor = 'wang' WHERE court = %s AND number = %s", OTHER, 17)
    public = tmp_path / "public.pem"
    out = StringIO()
    settings.LEDGER_KEY.rename(tmp_path / "elsewhere.pem")
    settings.LEDGER_KEY = tmp_path / "elsewhere.pem"
    from federation.ledger.keys import in_words

    public.write_text(in_words(signing_key().public_key()))
    settings.LEDGER_KEY.unlink()

    with pytest.raises(CommandError) as failure:
        call_command("verify_ledger", checkpoints=Path(kept.location), public_key=public, court=OTHER, stdout=out)

    assert failure.value.returncode == 1
    assert "测02 #17 changed: " in out.getvalue()
    assert "40000 entries and 1 checkpoints looked at, 1 faults" in out.getvalue()


def test_the_command_is_content_with_an_untouched_ledger(kept):
    make_checkpoint(kept)
    out = StringIO()

    call_command("verify_ledger", checkpoints=Path(kept.location), court=OTHER, stdout=out)

    assert out.getvalue() == "40000 entries and 1 checkpoints looked at, 0 faults\n"
