"""The table of search documents: versions, transactions, schemas, and what the database itself refuses."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event

import pytest
from django.db import IntegrityError, connection, transaction

from search.documents.models import Document
from search.documents.vectors import MAX_PLACES
from search.indexing import next_version, remove, remove_court, store, store_many
from search.services import search
from search.types import Query, SearchDocument


def document(key: str = "a", version: int = 1, **facts: object) -> SearchDocument:
    usual = {
        "court": "京0105",
        "court_name": "北京市朝阳区人民法院",
        "level": "basic",
        "province": "北京市",
        "url": "https://chaoyang.example/a/",
        "title": "开庭公告",
        "text": "正文",
        "published": datetime(2024, 5, 6, tzinfo=UTC),
    }
    return SearchDocument(key=key, version=version, **usual | facts)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits, and takes away what it committed: the session's courts stay as they are."""
    with django_db_blocker.unblock():
        yield
        Document.objects.all().delete()


@pytest.mark.django_db
def test_versions_only_grow():
    assert next_version() < next_version()


@pytest.mark.django_db
def test_storing_says_whether_it_was_news():
    assert store(document(version=2))
    assert not store(document(version=2))
    assert not remove("a", 1)
    assert remove("a", 3)


@pytest.mark.django_db
def test_many_documents_take_a_batch_each_and_count_once():
    documents = [document(f"k{number}") for number in range(1234)]

    assert store_many(iter([*documents, documents[0]])) == 1234
    assert Document.objects.count() == 1234


@pytest.mark.django_db
def test_a_removed_document_keeps_no_word_but_its_version():
    store(document(version=1, keywords=("执行",), summary="摘要"))

    remove("a", 7)

    row = Document.objects.get(key="a")
    assert (row.version, row.removed, row.court) == (7, True, "京0105")
    assert [row.title, row.text, row.summary, row.url, row.words, row.title_words, row.keywords] == [""] * 6 + [[]]


@pytest.mark.django_db
def test_closing_a_court_removes_its_documents_and_no_others():
    store_many([document("a", next_version()), document("b", next_version(), court="京0108")])

    assert remove_court("京0105") == 1
    assert remove_court("京0105") == 0

    assert [hit.key for hit in search(Query("公告")).hits] == ["b"]
    assert not store(document("a", 1))
    assert store(document("a", next_version()))


@pytest.mark.django_db
@pytest.mark.parametrize("audience", ["parties", "", "PUBLIC"])
def test_the_database_refuses_what_is_not_public(audience):
    with pytest.raises(IntegrityError, match="search_document_is_public"), transaction.atomic():
        store(document(audience=audience))

    assert not Document.objects.exists()


@pytest.mark.django_db
def test_a_transaction_that_is_rolled_back_leaves_nothing():
    with transaction.atomic():
        store(document())
        transaction.set_rollback(True)

    assert search(Query("公告")).total == 0


@pytest.mark.django_db
def test_from_inside_a_courts_schema_the_public_table_is_meant():
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA court_decoy")
        cursor.execute("CREATE TABLE court_decoy.search_document (key text)")
        cursor.execute("SET LOCAL search_path TO court_decoy, public")
    version = next_version()
    store(document(version=version))

    assert search(Query("公告", courts=("京0105",))).total == 1
    assert remove("a", version + 1)


@pytest.mark.django_db
def test_a_search_leaves_the_callers_transaction_as_it_was():
    names = ("statement_timeout", "jit", "enable_seqscan")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '7s'")
        search(Query("公告"))
        cursor.execute("SELECT current_setting(%s), current_setting(%s), current_setting(%s)", names)

        assert cursor.fetchone() == ("7s", "on", "on")


@pytest.mark.django_db
def test_more_places_than_postgresql_counts_are_left_out():
    store(document(text="拍卖，" * 10_000 + "破产"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT array_length(positions, 1) FROM search_document, unnest(words) WHERE lexeme = '拍卖'")
        assert cursor.fetchone() == (MAX_PLACES,)
    assert search(Query("破产")).total == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "".join(map(chr, range(0x4E00, 0x9FFF))),
        "".join(map(chr, range(0x20000, 0x2A6D0))),
        " ".join(f"{number:x}" * 3 for number in range(100_000)),
        "".join(chr(0x12000 + number % 900) + " " * (number % 2) for number in range(100_000)),
        "人民法院" * 25_000,
    ],
    ids=["every character", "every rare character", "many words", "four bytes a letter", "one word"],
)
def test_no_text_is_too_much_for_a_word_vector(text):
    assert store(document(text=text))


@pytest.mark.usefixtures("committing")
@pytest.mark.parametrize("first", ["newer", "older"])
def test_of_two_transactions_at_once_on_one_key_the_newer_version_stays(first):
    versions = {"newer": 2, "older": 1}
    second = "older" if first == "newer" else "newer"
    written, may_commit = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            store(document(version=versions[first], title=first))
            written.set()
            assert may_commit.wait(10)
        connection.close()

    def follow() -> None:
        assert written.wait(10)
        may_commit.set()
        store(document(version=versions[second], title=second))
        connection.close()

    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(hold), pool.submit(follow)]:
            done.result(20)

    assert Document.objects.get(key="a").title == "newer"


@pytest.mark.usefixtures("committing")
def test_two_batches_over_the_same_keys_at_once_do_not_block_each_other():
    start = Barrier(2)

    def import_all(version: int, keys: list[str]) -> None:
        start.wait(10)
        store_many(document(key, version) for key in keys)
        connection.close()

    keys = [f"k{number}" for number in range(300)]
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(import_all, 1, keys), pool.submit(import_all, 2, keys[::-1])]:
            done.result(30)

    assert set(Document.objects.values_list("version", flat=True)) == {2}


@pytest.mark.usefixtures("committing")
def test_the_change_feed_waits_for_a_transaction_that_commits_late():
    """What `Document` promises to a reader: nothing above a running transaction is handed out, nothing is skipped."""
    feed = """
        SELECT key FROM public.search_document WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY transaction_id, key
    """

    def read_feed() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(feed)
            return [key for (key,) in cursor.fetchall()]

    written, may_commit = Event(), Event()

    def publish_late() -> None:
        with transaction.atomic():
            store(document("late"))
            written.set()
            assert may_commit.wait(10)
        connection.close()

    with ThreadPoolExecutor() as pool:
        late = pool.submit(publish_late)
        assert written.wait(10)
        store(document("soon"))
        before = read_feed()
        may_commit.set()
        late.result(10)

    assert before == []
    assert read_feed() == ["late", "soon"]
