from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from federation.portal import asking, views
from search.backends.base import SearchUnavailable
from search.types import FacetValue, Query, Results, Sort
from tests.unit.portal.conftest import FENGTAI_AS_FOUND

pytestmark = pytest.mark.urls("federation.config.urls_platform")


def test_without_a_question_the_page_asks_for_one(citizen: Client):
    assert "怎样问得更准" in citizen.get("/search/").content.decode()


def test_a_hit_shows_its_court_column_date_and_the_words_asked_for(citizen: Client, published):
    document = published("物业费纠纷起诉指南", column="诉讼指南")

    page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert f'href="{document.url}"' in page
    assert "<mark>" in page
    assert "北京市朝阳区人民法院" in page
    assert "诉讼指南" in page
    assert "2025-06-18" in page


def test_results_narrow_to_a_court_and_the_chip_takes_it_away(citizen: Client, published):
    here, elsewhere = published("物业费缴纳须知"), published("物业费调解案例", **FENGTAI_AS_FOUND)

    page = citizen.get("/search/", {"q": "物业费", "court": "京0105"}).content.decode()

    assert here.url in page
    assert elsewhere.url not in page
    assert 'class="chips"' in page
    assert 'href="/search/?q=%E7%89%A9%E4%B8%9A%E8%B4%B9"' in page


def test_titles_are_text_and_never_markup(citizen: Client, published):
    published('物业费<script>alert("x")</script>')

    page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert "<script>alert" not in page


def test_nothing_found_gives_advice_and_a_way_out_of_the_filters(citizen: Client):
    page = citizen.get("/search/", {"q": "量子雪糕", "level": "basic"}).content.decode()

    assert "没有找到符合条件的内容" in page
    assert "取消全部条件" in page


def test_a_page_beyond_the_last_leads_back_to_the_first(citizen: Client, published):
    published("物业费缴纳须知")

    page = citizen.get("/search/", {"q": "物业费", "page": "90"}).content.decode()

    assert "这一页没有内容" in page


def test_a_search_that_cannot_answer_says_so_and_keeps_the_question(citizen: Client):
    with patch.object(views, "search", side_effect=SearchUnavailable):
        answer = citizen.get("/search/", {"q": "物业费", "court": "京0105"})

    assert answer.status_code == 503
    assert 'value="物业费"' in answer.content.decode()
    assert "北京市朝阳区人民法院" in answer.content.decode()


def test_relaxed_results_say_that_they_are(citizen: Client, published):
    published("物业费缴纳须知")
    answer = replace(views.search(Query(text="物业费")), relaxed=True)

    with patch.object(views, "search", return_value=answer):
        page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert "只包含其中大部分词语" in page


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "\x00\x1b[31m" + "长" * 5000},
        {"q": "物业", "court": ["京9999", "'; DROP TABLE", ""]},
        {"q": "物业", "level": "galactic", "year": ["两千", "20250", "-1"], "province": "亚特兰蒂斯"},
        {"q": "物业", "page": ["0", "-5"], "sort": "price"},
        {"q": "物业", "page": "1e9"},
        {"q": "物业", "column": ["x" * 3000, "\x00"]},
        {"q": "物业", "year": ["2025"] * 500},
    ],
)
def test_hostile_parameters_are_left_out(citizen: Client, parameters):
    assert citizen.get("/search/", parameters).status_code == 200


@pytest.mark.django_db
@given(st.dictionaries(st.sampled_from([*asking.FILTERS, "q", "sort", "page"]), st.text(max_size=30)))
def test_any_address_is_a_question_whose_own_address_asks_the_same(values):
    parameters = QueryDict(mutable=True)
    parameters.update(values)

    query = asking.read_query(parameters)

    own = QueryDict(asking.address(query).partition("?")[2])
    assert asking.read_query(own) == query


@pytest.mark.django_db
def test_a_facet_value_is_taken_in_and_out():
    query = Query(text="物业费", years=(2025,), page=3)
    values = (FacetValue("2026", "2026年", 2), FacetValue("2025", "2025年", 1, selected=True))

    (years,) = asking.facet_links(query, Results(facets={"year": values}))

    assert [(link.label, link.is_selected) for link in years.first] == [("2025年", True), ("2026年", False)]
    assert years.first[0].address == "/search/?q=%E7%89%A9%E4%B8%9A%E8%B4%B9"
    assert years.first[1].address.endswith("year=2025&year=2026")


def test_a_facet_with_one_value_offers_no_choice():
    only = (FacetValue("2025", "2025年", 9),)

    assert asking.facet_links(Query(text="物业费"), Results(facets={"year": only})) == []


def test_a_total_that_was_not_counted_out_says_so():
    assert asking.total_in_words(Results(total=12345)) == "共 12,345 条结果"
    assert "以上" in asking.total_in_words(Results(total=10000, total_is_exact=False))


def test_sorting_starts_on_the_first_page():
    assert asking.sorted_by(Query(text="a", page=4), Sort.DATE) == "/search/?q=a&sort=date"


def test_the_home_page_shows_what_is_newest_and_leaves_out_pages_that_are_no_news(citizen: Client, published):
    article = published("今天的公告", published=datetime(2026, 1, 2, tzinfo=UTC))
    contacts = published("联系方式", kind="page", published=datetime(2026, 1, 3, tzinfo=UTC))

    page = citizen.get("/").content.decode()

    assert article.url in page
    assert contacts.url not in page
