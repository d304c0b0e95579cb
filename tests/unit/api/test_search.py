"""The search as programs read it."""

from collections.abc import Callable
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.api import views
from federation.courts.models import CourtSite
from federation.questions.parameters import PARAMETERS
from search.backends.base import SearchUnavailable
from tests.unit.portal.conftest import FENGTAI_AS_FOUND, published

__all__ = ["published"]
pytestmark = pytest.mark.urls("federation.config.urls_platform")
NAMES = st.one_of(st.sampled_from([*PARAMETERS]), st.text(max_size=8))
VALUES = st.one_of(
    st.text(max_size=20), st.sampled_from(["1", "0", "京0105", "basic", "2023-05-06", "date", "朝阳法院"])
)


@pytest.fixture
def program(browse: Callable[..., Client], portal: CourtSite) -> Client:
    return browse(portal)


def ask(program: Client, **parameters: object) -> dict:
    answer = program.get("/api/search", parameters)
    assert answer.status_code == 200, answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def faults(program: Client, query: str) -> dict[str, str]:
    answer = program.get(f"/api/search?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (400, "参数有误")
    return {error["parameter"]: error["message"] for error in problem["errors"]}


def test_a_question_is_answered_with_what_was_understood_of_it(program, published):
    document = published("拍卖公告")
    published("拍卖公告，丰台", **FENGTAI_AS_FOUND)

    answer = ask(program, q="北京朝阳法院 拍卖")

    assert answer["total"] == 1
    [hit] = answer["hits"]
    assert (hit["key"], hit["url"], hit["court"]) == (document.key, document.url, "京0105")
    assert hit["snippet"] == "<mark>拍卖</mark>公告"
    assert answer["understood"] == [
        {"kind": "court", "typed": "北京朝阳法院", "label": "北京市朝阳区人民法院", "narrows": True}
    ]
    assert answer["facets"]["court"][0]["value"] == "京0105"


def test_pages_lead_on_and_back(program, published):
    for number in range(5):
        published(f"拍卖公告{number}")

    first = ask(program, q="拍卖", page_size=2)
    second = program.get(first["next"]).json()
    third = program.get(second["next"]).json()

    assert first["previous"] is None
    assert third["next"] is None
    assert [len(page["hits"]) for page in (first, second, third)] == [2, 2, 1]
    assert program.get(third["previous"]).json()["hits"] == second["hits"]


def test_filters_narrow(program, published):
    published("拍卖公告")
    document = published("拍卖公告，丰台", **FENGTAI_AS_FOUND)

    assert [hit["key"] for hit in ask(program, q="拍卖", court="京0106")["hits"]] == [document.key]
    assert ask(program, q="拍卖", **{"from": "2025-06-19"})["total"] == 0
    assert ask(program, q="北京朝阳法院 拍卖", as_words="北京朝阳法院", court="京0106")["understood"] == []


def test_what_is_unknown_is_refused_with_what_there_is(program):
    [(name, message)] = faults(program, "q=a&sorted=date").items()

    assert name == "sorted"
    assert all(known in message for known in PARAMETERS)


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("level=village", "level", "supreme"),
        ("sort=colour", "sort", "relevance"),
        ("page=0", "page", "1000"),
        ("page=1e3", "page", "1000"),
        ("page_size=51", "page_size", "50"),
        ("year=23", "year", "2023"),
        ("from=yesterday", "from", "2023-05-06"),
        ("from=2023-02-30", "from", "2023-05-06"),
        ("from=2023-05-06&until=2023-05-05", "until", "早于"),
        ("court=京9999", "court", "京9999"),
        ("catalogue_item=4.9", "catalogue_item", "4.1"),
        ("file_type=exe", "file_type", "pdf"),
        ("q=a&q=b", "q", "一次"),
        ("q=" + "a" * 201, "q", "200"),
        ("column=", "column", "不能为空"),
        ("&".join(["year=2020"] * 21), "year", "20"),
    ],
)
@pytest.mark.django_db
def test_what_makes_no_sense_is_refused_with_a_reason(program, query, parameter, word):
    assert word in faults(program, query)[parameter]


def test_every_reason_is_told_at_once(program):
    assert set(faults(program, "page=0&sort=x&colour=red")) == {"page", "sort", "colour"}


def test_nothing_can_be_written(program):
    answer = program.post("/api/search", {"q": "a"})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer["Content-Type"].startswith("application/problem+json")


def test_an_index_that_is_away_is_said_so(program):
    with patch.object(views, "answer", side_effect=SearchUnavailable("away")):
        answer = program.get("/api/search?q=a")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["title"] == "搜索暂时不可用"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, VALUES), max_size=5))
def test_any_address_is_answered_or_refused(program, db, pairs):
    answer = program.get("/api/search?" + urlencode(pairs, errors="replace"))

    assert answer.status_code in {200, 400}
    assert answer.json()
