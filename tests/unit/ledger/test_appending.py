"""The ledger counts, dates and chains what is appended, and the database refuses everything else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import Error, connection, transaction
from django.http import HttpResponse
from django_tenants.utils import schema_context

from federation.ledger.acting import ActingMiddleware, acting, current_actor, system_actor
from federation.ledger.appending import append, append_many
from federation.ledger.entries import BEGINNING, Actor, NewEntry, canonical, hash_of
from federation.ledger.events import Event
from federation.ledger.models import Entry

EDITOR = Actor("zhang", "张三", "court_bj0105")
COURT = "京0101"  # has no site in the tests' database, so its chain is empty
CHANGES = [
    "UPDATE public.ledger_entry SET subject = 'other' WHERE false",
    "UPDATE public.ledger_entry SET subject = 'other'",
    "DELETE FROM public.ledger_entry",
    "TRUNCATE public.ledger_entry",
]
DETAILS = {"ground": "法发〔2018〕20号第四条", "nested": {"b": [1, None, True], "a": "“引号”\n\t\\"}}


def published(number: int = 1) -> NewEntry:
    return NewEntry(court=COURT, event=Event.PUBLISHED, subject=f"{COURT}:{number}", actor=EDITOR, details=DETAILS)


def test_entries_are_numbered_and_chained_by_court(db):
    first, second = append_many([published(1), published(2)])
    third = append(court=COURT, event=Event.WITHDRAWN, subject=f"{COURT}:1", actor=EDITOR)

    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == (BEGINNING, first.hash, second.hash)
    assert first.time <= second.time <= third.time


def test_the_hash_that_the_database_makes_is_the_one_that_python_verifies(db):
    entry = append_many([published()])[0]

    assert entry.hash == hash_of(
        court=COURT,
        number=1,
        time=entry.time,
        event="published",
        subject=f"{COURT}:1",
        actor=EDITOR,
        details=canonical(DETAILS),
        previous=BEGINNING,
    )


def test_an_entry_goes_with_its_transaction(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append_many([published()])
        raise ZeroDivisionError

    assert append_many([published()])[0].number == 1


@pytest.mark.parametrize("role", ["the role of the application", "a superuser", "a superuser who plays a replica"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_every_change(db, role, change):
    append_many([published()])

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        _become(cursor, role)
        cursor.execute(change)


@pytest.mark.parametrize(
    ("given", "value"),
    [("number", 7), ("number", 1), ("previous", "f" * 64), ("hash", "f" * 64), ("time", "2018-11-20T00:00:00Z")],
)
def test_the_database_refuses_what_does_not_continue_the_chain(db, given, value):
    append_many([published()])

    with pytest.raises(Error, match="goes on with number 2"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.ledger_entry (court, event, subject, actor, actor_display, actor_schema, details, "
            f'"{given}") VALUES (%s, %s, %s, %s, %s, %s, %s, %s)',
            [COURT, "published", "x", "a", "", "public", "{}", value],
        )


def test_details_are_an_object(db):
    with pytest.raises(Error, match="ledger_entry_details"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.ledger_entry (court, event, subject, actor, actor_display, actor_schema, details) "
            "VALUES (%s, 'published', 'x', 'a', '', 'public', '[]')",
            [COURT],
        )


def test_two_who_append_to_one_court_at_once_leave_one_chain(committed):
    before = Entry.objects.filter(court="京0102").count()

    def add(number: int) -> None:
        try:
            append(court="京0102", event=Event.PUBLISHED, subject=f"京0102:{number}", actor=EDITOR)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(40)))

    chain = list(Entry.objects.filter(court="京0102").order_by("number"))
    assert [entry.number for entry in chain] == list(range(1, before + 41))
    assert [entry.previous for entry in chain] == [BEGINNING, *(entry.hash for entry in chain[:-1])]


def test_whoever_is_signed_in_acts_in_his_request(chaoyang, browse):
    request = browse(chaoyang, "administrator").get("/admin/").wsgi_request
    seen = []

    def view(_request):
        seen.append(current_actor())
        return HttpResponse()

    with schema_context(chaoyang.schema_name):
        ActingMiddleware(view)(request)

    assert seen == [Actor("administrator", "", chaoyang.schema_name)]


def test_commands_and_jobs_say_who_they_are():
    with acting(system_actor("checkpoint_ledger")):
        assert current_actor() == Actor("system:checkpoint_ledger")

    assert current_actor() == Actor("system:unknown")


def _become(cursor, role: str) -> None:
    """The tests' own role is a superuser."""
    if role == "the role of the application":
        cursor.execute("CREATE ROLE ledger_application")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO ledger_application")
        cursor.execute("SET LOCAL ROLE ledger_application")
    if role == "a superuser who plays a replica":
        cursor.execute("SET LOCAL session_replication_role = replica")
