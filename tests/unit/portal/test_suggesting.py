"""What the search box offers while a citizen types."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.courts.models import Court
from federation.portal import suggesting_courts
from federation.portal.suggesting_courts import suggest_courts
from tests.unit.portal.conftest import FENGTAI_AS_FOUND

pytestmark = pytest.mark.urls("federation.config.urls_platform")


def offered(citizen: Client, typed: str) -> list[tuple[str, str]]:
    answer = citizen.get("/search/suggest/", {"q": typed})
    assert answer.status_code == 200
    return [(each["kind"], each["text"]) for each in answer.json()["suggestions"]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("朝阳", "北京市朝阳区人民法院"),
        ("朝阳法院", "北京市朝阳区人民法院"),
        ("北京朝阳", "北京市朝阳区人民法院"),
        ("北京三中院", "北京市第三中级人民法院"),
        ("广东高院", "广东省高级人民法院"),
        ("最高法", "最高人民法院"),
        ("广西南宁中院", "广西壮族自治区南宁市中级人民法院"),
        ("知识产权", "北京知识产权法院"),
        ("京0105", "北京市朝阳区人民法院"),
        ("beijingchaoyang", "北京市朝阳区人民法院"),
        ("Chaoyang Qu", "北京市朝阳区人民法院"),
        ("bjcyfy", "北京市朝阳区人民法院"),
        ("bjszy", "北京市第三中级人民法院"),
        ("xi'an", "西安市中级人民法院"),
    ],
)
def test_a_court_is_offered_by_its_names_its_code_and_its_pinyin(typed: str, name: str, db: None):
    assert any(name in court.name for court in suggest_courts(typed, limit=5))


def test_a_court_called_exactly_so_comes_first_and_higher_courts_before_lower_ones(db: None):
    assert suggest_courts("最高法院", limit=3)[0].name == "最高人民法院"
    assert [court.name for court in suggest_courts("上海市", limit=1)] == ["上海市高级人民法院"]


def test_a_court_that_joins_the_directory_is_offered_once_the_directory_is_read_anew(db: None):
    suggest_courts("量子", limit=1)
    Court.objects.create(code="京0199", name="北京市量子区人民法院", level="basic", superior_id="京03")
    suggesting_courts.NAMES.forget()

    assert [court.code for court in suggest_courts("量子法院", limit=1)] == ["京0199"]
    suggesting_courts.NAMES.forget()


def test_courts_come_before_titles_and_lead_to_their_page_in_the_directory(citizen: Client, published):
    published("朝阳法院网上立案指南")

    answer = citizen.get("/search/suggest/", {"q": "朝阳法院"}).json()["suggestions"]

    assert [each["kind"] for each in answer] == ["court", "court", "court", "title"]
    assert {"kind": "court", "text": "北京市朝阳区人民法院", "address": "/courts/%E4%BA%AC0105/"} in answer
    assert answer[-1]["kind"] == "title"
    assert citizen.get(answer[-1]["address"]).status_code == 200
    assert citizen.get(answer[0]["address"]).status_code == 200


def test_a_title_leads_to_the_search_for_it(citizen: Client, published):
    document = published("物业费 & 取暖费：怎么起诉？")

    (suggestion,) = citizen.get("/search/suggest/", {"q": "取暖费"}).json()["suggestions"]

    assert document.url in citizen.get(suggestion["address"]).content.decode()


def test_who_searches_one_court_is_offered_its_titles_alone_and_stays_there(citizen: Client, published):
    published("朝阳法院网上立案指南")
    published("朝阳群众网上立案故事", **FENGTAI_AS_FOUND)

    answer = citizen.get("/search/suggest/", {"q": "网上立案", "court": "京0106"})

    assert [(each["kind"], each["text"]) for each in answer.json()["suggestions"]] == [
        ("title", "朝阳群众网上立案故事")
    ]
    (suggestion,) = answer.json()["suggestions"]
    assert "court=" in suggestion["address"]
    assert offered(citizen, "朝阳法院")[0][0] == "court"
    assert citizen.get("/search/suggest/", {"q": "朝阳", "court": "京0106"}).json()["suggestions"] != []
    assert "court" not in {
        each["kind"] for each in citizen.get("/search/suggest/", {"q": "朝阳", "court": "京0106"}).json()["suggestions"]
    }


def test_pages_of_the_courts_sites_may_ask(citizen: Client):
    assert citizen.get("/search/suggest/", {"q": "朝阳"})["Access-Control-Allow-Origin"] == "*"


def test_nothing_typed_offers_nothing(citizen: Client):
    assert offered(citizen, "") == offered(citizen, "朝") == offered(citizen, "\x00'\"%") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(typed=st.text(max_size=250))
def test_anything_typed_is_answered(typed: str, citizen: Client):
    assert citizen.get("/search/suggest/", {"q": typed}).status_code == 200


def test_a_parameter_that_is_not_known_is_refused_by_name(citizen: Client):
    answer = citizen.get("/search/suggest/", {"q": "朝阳", "limit": "900"})

    assert answer.status_code == 400
    assert "limit" in answer.json()["error"]


def test_only_reading_is_allowed_and_the_answer_may_be_kept_for_a_minute(citizen: Client):
    assert citizen.post("/search/suggest/", {"q": "朝阳"}).status_code == 405
    assert citizen.get("/search/suggest/", {"q": "朝阳"})["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("address", ["/", "/search/", "/search/?q=物业费", "/nowhere/"])
def test_the_box_is_a_plain_form_that_a_script_of_our_own_completes(citizen: Client, address: str):
    page = citizen.get(address).content.decode()

    assert '<form class="search search-large" role="search" action="/search/" method="get"' in page
    assert "portal/suggest.js" in page
    assert "<script>" not in page
    assert " onclick" not in page
