"""Asking: the command, the settings, and what happens when the database cannot answer."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search.backends.base import SearchUnavailable
from search.backends.postgres import backend, counting
from search.backends.postgres.counting import Counts
from search.backends.postgres.limits import Deadline, OutOfTime
from search.backends.postgres.matching import USUAL, Candidates
from search.backends.postgres.ranking import Order, Ranked
from search.checks import check_search_url
from search.indexing import store
from search.services import search
from search.types import InvalidQuery, Query, SearchDocument


@pytest.fixture
def notice(db: None) -> SearchDocument:
    made = SearchDocument(
        key="a",
        version=1,
        court="京0105",
        court_name="北京市朝阳区人民法院",
        level="basic",
        province="北京市",
        url="https://chaoyang.example/a/",
        title="[紧急] 拍卖公告",
        text="现予公告。",
        published=datetime(2024, 5, 5, 17, tzinfo=UTC),
        column="法院公告",
    )
    store(made)
    return made


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_answers_in_json(notice):
    answer = json.loads(run("拍卖 公告", "--court", "京0105", "--court", "京0108", "--year", "2024", "--json"))

    assert {name: answer[name] for name in ("query", "total", "total_is_exact", "relaxed", "page", "pages")} == {
        "query": "拍卖 公告",
        "total": 1,
        "total_is_exact": True,
        "relaxed": False,
        "page": 1,
        "pages": 1,
    }
    [hit] = answer["hits"]
    assert (hit["key"], hit["court"], hit["title"]) == ("a", "京0105", "[紧急] 拍卖公告")
    assert datetime.fromisoformat(hit["published"]) == notice.published
    assert hit["snippet"] == "现予<mark>公告</mark>。"
    assert answer["facets"]["court"][0] == {
        "value": "京0105",
        "label": "北京市朝阳区人民法院",
        "count": 1,
        "selected": True,
    }


def test_the_command_answers_in_a_table(notice, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    shown = run("拍卖")

    assert "2024-05-06" in shown  # the day in China
    assert "[紧急] 拍卖公告" in shown
    assert "1 found; page 1 of 1" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--page", "0"), "page must be 1 or more"),
        (("--page-size", "51"), "page size must be 1 to 50"),
        (("--sort", "colour"), "sort must be one of relevance, date"),
        (("--year", "last"), "invalid int value"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, words):
    with pytest.raises(CommandError, match=words):
        run("公告", *arguments)


@pytest.mark.parametrize("wrong", [{"page": 0}, {"page_size": 0}, {"page_size": 51}, {"sort": "colour"}])
def test_a_query_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(InvalidQuery):
        Query("公告", **wrong)


def test_a_document_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        SearchDocument(
            key="a",
            version=1,
            court="",
            court_name="",
            level="",
            province="",
            url="",
            title="",
            published=datetime(2024, 1, 1),  # noqa: DTZ001
        )


@pytest.mark.parametrize("url", ["solr://x", "", "postgres", "http://[bad"])
def test_a_wrong_address_of_the_index_is_reported_with_the_mend(settings, url):
    settings.SEARCH_URL = url

    [error] = check_search_url()

    assert "SEARCH_URL" in error.msg
    assert "SEARCH_URL=postgres://" in error.hint


def test_the_usual_address_is_right(settings):
    settings.SEARCH_URL = "postgres://"

    assert check_search_url() == []


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_stopped_and_the_transaction_goes_on():
    with pytest.raises(OutOfTime):
        Deadline(0.05).fetch("SELECT pg_sleep(5)", [])

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_when_the_time_is_over_nothing_is_asked():
    with pytest.raises(SearchUnavailable):
        Deadline(0).fetch("SELECT 1", [])


def test_an_answer_whose_counting_is_cut_short_says_so(notice, monkeypatch):
    def count_by(*_: object) -> None:
        raise OutOfTime("too long")

    monkeypatch.setattr(backend, "count_by", count_by)

    results = search(Query("公告", years=(2024,)))

    assert ([hit.key for hit in results.hits], results.total, results.facets) == (["a"], 1, {})
    assert (results.total_is_exact, results.cut_short) == (False, True)


def test_without_time_to_look_through_texts_hits_stay_in_the_order_of_the_database(notice, monkeypatch):
    def by_texts(*_: object) -> None:
        raise OutOfTime("too long")

    monkeypatch.setattr(backend, "by_texts", by_texts)

    results = search(Query("公告"))

    assert ([hit.key for hit in results.hits], results.cut_short) == (["a"], True)


def test_a_question_that_takes_too_long_is_answered_from_fewer_documents_and_says_so(notice, monkeypatch):
    def look_at(candidates: Candidates, order: Order, query: Query, deadline: Deadline) -> tuple[list[Ranked], Counts]:
        if f"LIMIT {USUAL.matched + 1}" in candidates.sql:
            raise OutOfTime("too long")
        return counting.look_at(candidates, order, query, deadline)

    monkeypatch.setattr(backend, "look_at", look_at)

    results = search(Query("公告"))

    assert ([hit.key for hit in results.hits], results.total) == (["a"], 1)
    assert (results.total_is_exact, results.cut_short) == (False, True)
    assert [value.value for value in results.facets["court"]] == ["京0105"]


def test_a_question_that_cannot_be_answered_in_time_is_given_up(notice, monkeypatch):
    monkeypatch.setattr(backend, "TIME_LIMIT", 0)

    with pytest.raises(SearchUnavailable):
        search(Query("公告"))
