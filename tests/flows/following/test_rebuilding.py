"""A new index is built beside the one that serves, which goes on serving and following meanwhile."""

from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search.backends.base import SearchUnavailable
from search.documents.models import Document
from search.documents.recutting import cut_anew
from search.following.feed import changes_after, entries_of
from search.following.locks import only_one
from search.following.models import IndexProgress, SetAside
from search.following.rebuilding import RebuildRunning, plan, rebuild
from search.indexing import remove, store, store_many
from tests.flows.following.test_following_the_feed import differences, found
from tests.search_documents import asked, notice
from tests.waiting import wait_until


def build(served, *, stopping=lambda: False, moved=lambda _written: None):
    return rebuild(served.indexes, stopping=stopping, moved=moved)


def many(number: int):
    return [notice(f"k{each:03}", text=f"第{each}号文书") for each in range(number)]


def run(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def test_a_new_index_takes_the_place_of_the_old_one(served, follower):
    store_many(many(5))
    follower.catch_up()
    before = served.indexes.serving()

    built = build(served)

    assert (built.serves, built.written) == (True, 5)
    assert served.indexes.names() == [built.index] != [before]
    assert len(found(served)) == 5
    assert [each.index for each in IndexProgress.objects.all()] == [built.index]


def test_reads_and_writes_go_on_while_it_is_built(served, follower, monkeypatch):
    monkeypatch.setattr("search.following.copying.changes_after", by_twos)
    store_many(many(6))
    follower.catch_up()
    seen: list[int] = []

    def meanwhile(_written: int) -> None:
        store(notice(f"new{len(seen)}", text=f"新{len(seen)}"))
        remove("k000", 9)
        follower.catch_up()
        seen.append(len(found(served)))

    built = build(served, moved=lambda written: meanwhile(written) if len(seen) < 3 else None)
    follower.catch_up()

    assert seen == [6, 7, 8]
    assert built.index == served.indexes.serving()
    assert found(served) == ["k001", "k002", "k003", "k004", "k005", "new0", "new1", "new2"]
    assert differences(served) == []


def test_what_is_written_between_the_last_look_and_the_swap_is_not_lost(served, follower, monkeypatch):
    store(notice("a"))
    follower.catch_up()
    serve = served.indexes.serve

    def late(name: str) -> None:
        store(notice("late"))
        follower.catch_up()  # into the old index
        serve(name)

    monkeypatch.setattr(served.indexes, "serve", late)
    build(served)
    missing = "late" not in found(served)
    follower.catch_up()

    assert missing
    assert found(served) == ["a", "late"]


def test_one_that_was_stopped_leaves_the_old_index_serving_and_is_gone_on_with(served, follower, monkeypatch):
    monkeypatch.setattr("search.following.copying.changes_after", by_twos)
    store_many(many(10))
    follower.catch_up()
    before = served.indexes.serving()
    written: list[int] = []

    stopped = build(served, stopping=lambda: len(written) >= 2, moved=written.append)
    still = served.indexes.serving()
    again = build(served)

    assert (stopped.serves, stopped.written, still) == (False, 4, before)
    assert (again.index, again.written, again.serves) == (stopped.index, 10, True)
    assert served.indexes.names() == [again.index]


def by_twos(position):
    return changes_after(position, limit=2)


def test_leftovers_go_and_indexes_of_other_names_stay(served, follower):
    store(notice("a"))
    follower.catch_up()
    alias = served.indexes.alias
    for name in (f"{alias}-20200101", f"{alias}-other-20200101"):
        served.indexes.create(name)

    try:
        assert plan(served.indexes).leftovers == (f"{alias}-20200101",)
        build(served)
        assert f"{alias}-20200101" not in served.indexes.names()
        assert served.indexes.standing(f"{alias}-other-20200101", after="", limit=1) == []
    finally:
        served.indexes.drop(f"{alias}-other-20200101")


def test_two_at_once_are_refused(served):
    held, release = Event(), Event()

    def other() -> None:
        with only_one(f"rebuild {served.indexes.alias}"):
            held.set()
            release.wait(20)
        connection.close()

    holder = Thread(target=other)
    holder.start()
    held.wait(20)
    try:
        with pytest.raises(RebuildRunning):
            build(served)
    finally:
        release.set()
        holder.join()


def test_a_request_to_an_index_that_is_gone_makes_none(served, follower):
    store(notice("a"))
    follower.catch_up()
    gone = served.indexes.serving()
    build(served)

    with pytest.raises(SearchUnavailable):
        served.indexes.write(gone, entries_of(["a"]))

    assert gone not in served.indexes.names()


def test_the_command_says_what_would_happen_and_does_it(served):
    store_many(many(3))

    said = run("rebuild_index", "--dry-run")
    nothing_yet = served.indexes.names()
    done = run("rebuild_index")

    assert "would begin a new index and write about 3 entries" in said
    assert "PostgreSQL answers" in said
    assert nothing_yet == []
    assert "serves, 3 entries written" in done
    assert len(found(served)) == 3


def test_words_that_were_cut_anew_reach_the_index_though_the_version_is_the_same(served, follower):
    store_many([notice("a")])
    Document.objects.update(words="", title_words="", analysis=0)
    follower.catch_up()
    before = found(served, "开庭")

    cut_anew(stopping=lambda: False, moved=lambda _done: None)
    follower.catch_up()

    wait_until(lambda: found(served, "开庭") == ["a"], seconds=10, what="the index is refreshed")
    assert before == []


def test_what_was_set_aside_in_the_old_index_is_looked_at_anew(served, follower):
    store_many([notice("a"), notice("测" * 200)])
    follower.catch_up()

    build(served)

    assert [each.index for each in SetAside.objects.all()] == [served.indexes.serving()]


# Comparing


def test_an_index_that_is_equal_is_said_to_be(served, follower):
    store_many(many(7))
    remove("k001", 9)
    follower.catch_up()

    assert "7 keys compared, 0 missing, 0 old, 0 strange, 0 ahead; 0 mended" in run("reconcile_index")
    assert IndexProgress.objects.get().differences == 0


def test_every_kind_of_difference_is_found_named_and_mended(served, follower):
    store_many(many(4))
    follower.catch_up()
    name = served.indexes.serving()
    stand = {each.key: each for each in served.indexes.standing(name, after="", limit=100)}
    served.indexes.erase(name, [stand["k001"]])
    served.index([notice("strange", 3)])
    store(notice("k002", 5, title="新题目"))
    IndexProgress.objects.update(transaction_id=2**40)  # as if it had been followed

    with pytest.raises(CommandError, match="3 differences are left"):
        run("reconcile_index", "--dry-run")
    kinds = differences(served)
    done = run("reconcile_index")

    assert kinds == ["missing k001", "old k002", "strange strange"]
    assert "1 missing, 1 old, 1 strange, 0 ahead; 3 mended" in done
    assert differences(served) == []
    assert found(served, "新题目") == ["k002"]


def test_what_the_follower_has_not_come_to_is_no_difference(served, follower):
    store(notice("a"))
    follower.catch_up()
    store(notice("b"))

    assert differences(served) == []


def test_an_index_ahead_of_the_table_is_reported_with_the_mend(served, follower):
    store(notice("a", 3))
    follower.catch_up()
    served.index([notice("a", 7)])

    with pytest.raises(CommandError, match="rebuild_index"):
        run("reconcile_index")

    build(served)
    assert differences(served) == []


def test_keys_are_compared_in_one_order_whatever_their_script(served, follower):
    store_many(notice(key) for key in ("b", "B", "京0105:2", "京0105:10", "𠀀", "é", "\uffee", "a b", "~"))
    follower.catch_up()

    assert differences(served) == []
    assert len(found(served)) == served.search(asked()).total == 9


def test_before_there_is_an_index_there_is_nothing_to_compare(served):
    with pytest.raises(CommandError, match="rebuild_index"):
        run("reconcile_index")
