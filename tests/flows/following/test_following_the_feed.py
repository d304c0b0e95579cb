"""The index follows the table of documents through the change feed, over a real Elasticsearch."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone
from elasticsearch import Elasticsearch

from search.following import feed
from search.following.feed import BATCH, changes_after
from search.following.following import Follower
from search.following.locks import only_one
from search.following.models import IndexProgress, SetAside
from search.following.reconciling import reconcile
from search.indexing import next_version, remove, store, store_many
from search.services import search
from search.types import Query
from tests.search_documents import COURT, asked, new_follower, notice

LONG_KEY = "测" * 200
"""600 bytes: the index takes no more than 512."""


def found(served, text: str = "") -> list[str]:
    connect_refresh(served)
    return sorted(hit.key for hit in served.search(asked(text, courts=(COURT,), page_size=50)).hits)


def connect_refresh(served) -> None:
    served.indexes.standing(served.indexes.serving(), after="", limit=1)


def differences(served) -> list[str]:
    compared = reconcile(served.indexes, mend=False, stopping=lambda: False, moved=lambda _: None)
    return [f"{each.kind} {each.key}" for each in compared.differences]


def test_the_first_run_makes_the_index_and_fills_it(served, follower):
    store_many(notice(f"k{number}", next_version()) for number in range(5))
    remove("k0", next_version())

    follower.catch_up()

    assert found(served) == ["k1", "k2", "k3", "k4"]
    assert differences(served) == []


def test_what_changes_later_is_followed_and_what_has_been_written_is_not_written_again(served, follower):
    store(notice("a", 1))
    follower.catch_up()

    store(notice("a", 2, title="拍卖公告"))
    store(notice("b", 3))

    assert follower.catch_up() == 2
    assert follower.catch_up() == 0
    assert found(served, "拍卖") == ["a"]


def test_a_removal_stays_a_removal_in_the_index_too(served, follower):
    store(notice("a", 1))
    follower.catch_up()
    remove("a", 5)
    follower.catch_up()

    served.index([notice("a", 4)])

    assert found(served) == []
    assert served.indexes.standing_now(served.indexes.serving(), ["a"])[0].removed


def test_more_than_a_batch_is_written_in_order_and_every_document_arrives(served, follower, monkeypatch):
    monkeypatch.setattr(feed, "BATCH_CHARACTERS", 5_000)
    store_many(notice(f"k{number}", text=f"{number}" + "正文" * 500) for number in range(40))

    follower.catch_up()

    assert len(found(served)) == 40
    assert IndexProgress.objects.get().written >= 40
    assert len(changes_after(feed.Position()).entries) < BATCH


def test_a_transaction_that_commits_late_is_never_skipped(served, follower):
    """It begins first, writes first and commits last: a reader that only looked at what it has seen would pass it by."""
    began, go_on = Event(), Event()

    def late() -> None:
        with transaction.atomic():
            store(notice("late", 1))
            began.set()
            go_on.wait(20)
        connection.close()

    writer = Thread(target=late)
    writer.start()
    began.wait(20)
    store(notice("early", 2))
    follower.catch_up()
    before = found(served)
    go_on.set()
    writer.join()
    follower.catch_up()

    assert "late" not in before
    assert found(served) == ["early", "late"]
    assert differences(served) == []


def test_the_position_outlives_the_follower(served, follower):
    store(notice("a", 1))
    follower.catch_up()
    store(notice("b", 2))

    assert new_follower(served.indexes).catch_up() == 1


def test_a_batch_that_is_written_twice_does_no_harm(served, follower):
    store(notice("a", 1))
    follower.catch_up()
    IndexProgress.objects.update(transaction_id=0, key="")

    again = new_follower(served.indexes)

    assert again.catch_up() >= 1
    assert differences(served) == []


def test_a_document_that_the_index_will_not_take_is_set_aside_and_the_rest_goes_on(served, follower):
    store_many([notice("a"), notice(LONG_KEY), notice("b")])

    follower.catch_up()

    assert found(served) == ["a", "b"]
    [aside] = SetAside.objects.all()
    assert (aside.key, aside.version, aside.tries) == (LONG_KEY, 1, 1)
    assert "512" in aside.reason


def test_what_was_set_aside_is_tried_again_ever_more_rarely(served, follower):
    store(notice(LONG_KEY))
    follower.catch_up()

    waits = []
    for _ in range(3):
        SetAside.objects.update(next_at=timezone.now())
        new_follower(served.indexes).catch_up()
        waits.append(SetAside.objects.get().next_at - timezone.now())

    assert SetAside.objects.get().tries == 4
    assert waits[0] < waits[1] < waits[2]
    assert waits[0] > timedelta(minutes=1)


def test_what_was_set_aside_is_forgotten_once_it_is_taken(served, follower):
    store(notice("a", 1))
    follower.catch_up()
    name = served.indexes.serving()
    SetAside.objects.create(index=name, key="a", version=1, reason="no", next_at=timezone.now())
    SetAside.objects.create(index=name, key="b", version=1, reason="no", next_at=timezone.now() + timedelta(days=1))
    store(notice("b", 2))

    new_follower(served.indexes).catch_up()

    assert not SetAside.objects.exists()


def test_a_second_follower_stands_by(served):
    held, release = Event(), Event()

    def first() -> None:
        with only_one(f"follow {served.indexes.alias}") as alone:
            assert alone
            held.set()
            release.wait(20)
        connection.close()

    holder = Thread(target=first)
    holder.start()
    held.wait(20)
    end = time.monotonic() + 0.6
    store(notice("a"))
    new_follower(served.indexes, stopping=lambda: time.monotonic() > end).run()
    stood_by = served.indexes.serving() is None
    release.set()
    holder.join()
    end = time.monotonic() + 5
    new_follower(
        served.indexes,
        stopping=lambda: time.monotonic() > end or IndexProgress.objects.filter(served_at__isnull=False).exists(),
    ).run()

    assert stood_by
    assert served.indexes.serving()


def test_a_restored_database_gets_a_new_index(served, follower):
    """Its transactions are numbered otherwise, and what was published after the backup is gone from it."""
    store(notice("a", 1))
    follower.catch_up()
    served.index([notice("published after the backup", 9)])
    before = served.indexes.serving()
    IndexProgress.objects.update(database="another")

    new_follower(served.indexes).catch_up()

    assert served.indexes.serving() != before
    assert found(served) == ["a"]


def test_rows_of_a_restored_dump_that_bear_transactions_of_the_future_are_followed(served):
    store(notice("a", 1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.search_document SET transaction_id = '9000000000000'")

    new_follower(served.indexes).catch_up()

    assert found(served) == ["a"]


def test_an_index_of_another_layout_is_replaced(served, follower, elasticsearch_url):
    store(notice("a", 1))
    strange = f"{served.indexes.alias}-20200101000000"
    client = Elasticsearch(elasticsearch_url.replace("elasticsearch", "http", 1))
    client.indices.create(index=strange, mappings={"properties": {"year": {"type": "date"}}})
    served.indexes.serve(strange)
    IndexProgress.objects.create(
        index=strange, alias=served.indexes.alias, database=feed.database_identity(), served_at=timezone.now()
    )

    follower.catch_up()

    assert served.indexes.serving() != strange
    assert served.indexes.names() == [served.indexes.serving()]
    assert found(served) == ["a"]


def test_the_portal_finds_through_the_index(served, follower):
    store(notice("a", 1))
    assert search(Query("开庭")).degraded

    follower.catch_up()
    deadline = time.monotonic() + 10
    while search(Query("开庭")).degraded and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not search(Query("开庭")).degraded
    assert [hit.key for hit in search(Query("开庭", courts=(COURT,))).hits] == ["a"]


def run_command(*words: str, url: str, until: Callable[[], bool]) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, over the tests' database, told to end (SIGTERM) once something holds."""
    database = connection.settings_dict["NAME"]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.manage_in_test_database", database, *words],
        env=os.environ | {"SEARCH_URL": url}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        deadline = time.monotonic() + 40
        while not until() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def test_the_command_follows_and_ends_in_peace_on_sigterm(served, index_url):
    store(notice("a", 1))

    ended = run_command(
        "follow_index", url=index_url, until=lambda: IndexProgress.objects.filter(served_at__isnull=False).exists()
    )

    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert found(served) == ["a"]


@pytest.mark.django_db
def test_without_an_index_apart_there_is_nothing_to_follow(settings):
    from django.core.management import CommandError, call_command

    settings.SEARCH_URL = "postgres://"

    for command in ("follow_index", "reconcile_index"):
        with pytest.raises(CommandError, match="platform's own database"):
            call_command(command)


def test_the_worker_follows_for_a_turn(served, monkeypatch):
    from search.following import tasks

    monkeypatch.setattr(tasks, "_A_TURN", 3.0)
    store(notice("a", 1))

    class Context:
        @staticmethod
        def should_abort() -> bool:
            return False

    tasks.follow.func(Context(), 0)

    assert found(served) == ["a"]


def test_a_follower_that_is_told_to_stop_builds_no_half_index(served):
    store_many(notice(f"k{number}") for number in range(3))

    Follower(served.indexes, stopping=lambda: True, show=lambda _state: None).catch_up()

    assert served.indexes.serving() is None


@pytest.mark.django_db
def test_reading_on_sorts_nothing_however_much_has_been_stored():
    store_many(notice(f"k{number}", next_version()) for number in range(20))

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {feed._CHANGES}", ["0", "", 10])
        steps = "\n".join(row[0] for row in cursor.fetchall())

    assert "search_document_changes" in steps
    assert "Sort" not in steps
