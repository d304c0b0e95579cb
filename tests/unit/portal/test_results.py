import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from django.contrib.staticfiles.finders import find
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from federation.portal import asking, views
from federation.portal.facets import facet_links
from search.backends.base import SearchUnavailable
from search.services import search
from search.types import AttachedFile, FacetValue, Query, Results, Sort
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


def test_a_hit_names_the_file_that_answers_and_leads_to_it(citizen: Client, published):
    files = (AttachedFile("收费标准", "http://chaoyang.localhost/documents/7/fees.pdf", "pdf", "停车费按月交纳。"),)
    published("物业费缴纳须知", files=files)

    page = citizen.get("/search/", {"q": "停车费"}).content.decode()

    assert 'href="http://chaoyang.localhost/documents/7/fees.pdf"' in page
    assert '<span class="file-type">PDF</span>收费标准' in page
    assert "<mark>停车费</mark>按月交纳" in page


def test_a_text_of_many_courts_is_one_hit_that_names_them(citizen: Client, published):
    text = "业主应当按照约定交纳物业费，逾期不交纳的，物业服务人可以催告其在合理期限内交纳。" * 3
    here = published("物业费告知书", text=text)
    elsewhere = published("物业费告知书", text=text, **FENGTAI_AS_FOUND)

    page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert page.count('class="hit"') == 1
    assert "相同内容另有 1 处发布：" in page
    assert "共 2 条结果" in page
    assert "相同内容已合并" in page
    assert here.url in page
    assert elsewhere.url in page


def test_every_facet_is_offered_with_words_for_its_values(citizen: Client, published):
    word = AttachedFile("申请书", "http://a.example/1", "word")
    published("物业费指南", column_type="guide", catalogue_item="6.1", files=(word,))
    published(
        "物业费公告",
        column_type="notice",
        catalogue_item="6.2",
        language="bo",
        files=(replace(word, type="ofd"),),
        published=datetime(2020, 1, 1, tzinfo=UTC),
        **FENGTAI_AS_FOUND | {"province": "上海市", "level": "high"},
    )

    page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    names = ("审级", "法院", "地区", "内容类型", "年份", "公开事项", "附件格式", "语言")
    assert re.findall("<h3>(.*?)</h3>", page) == list(names)
    for label in (
        "诉讼指南",
        "人民法院公告",
        "指南",
        "公告",
        "文字文档",
        "OFD 版式文件",
        "简体中文",
        "བོད་ཡིག",
        "2020年",
    ):
        assert f'<span class="label">{label}</span>' in page
    assert "catalogue_item=6.1" in page
    assert page.count('<details class="facet" open>') == 5


def test_a_facet_that_is_folded_opens_when_one_of_its_values_is_chosen(citizen: Client, published):
    published("物业费指南", catalogue_item="6.1")

    page = citizen.get("/search/", {"q": "物业费", "catalogue_item": "6.1"}).content.decode()

    assert re.search('<details class="facet" open><summary><h3>公开事项</h3><span class="count">已选 1 项', page)
    assert '<span class="chip-facet">公开事项</span>诉讼指南' in page


def test_results_narrow_to_a_language_that_django_does_not_know(citizen: Client, published):
    tibetan, chinese = published("物业费指南", language="bo"), published("物业费公告")

    page = citizen.get("/search/", {"q": "物业费", "language": "bo"}).content.decode()

    assert tibetan.url in page
    assert chinese.url not in page
    assert '<span class="chip-facet">语言</span>བོད་ཡིག' in page


def test_the_facets_stand_in_the_page_once_and_open_and_close_without_a_script(citizen: Client, published):
    for year in (2024, 2025):
        published("物业费指南", published=datetime(year, 1, 1, tzinfo=UTC))

    page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert page.count('id="narrow"') == page.count('href="#narrow"') == 1
    assert page.count('href="#answers"') == 2
    assert page.count("<h3>年份</h3>") == 1


def test_a_full_page_of_results_weighs_little(citizen: Client, published):
    """HTML, sheet and script as they travel. Few phones load more than 100 KB in a second."""
    for number in range(60):
        court = {
            "court": f"京{number:04}",
            "court_name": f"第{number}号人民法院",
            "level": "basic",
            "province": f"第{number % 30}省",
        }
        files = (AttachedFile(f"附件{number}", f"http://a.example/{number}", "pdf", "物业费的标准。" * 50),)
        facts = {"catalogue_item": f"5.{number % 12 + 1}", "column_type": "guide", "files": files}
        published(f"物业费问答之{number}", text=f"第{number}问。物业费应当按期交纳。" * 20, **court, **facts)

    page = citizen.get("/search/", {"q": "物业费"}).content
    sheets = [
        Path(str(find(f"portal/{name}"))).read_bytes()
        for name in re.findall(r"portal/([\w.]+\.(?:css|js))", page.decode())
    ]

    weight = sum(len(gzip.compress(part)) for part in (page, *sheets))
    assert page.count(b'class="hit"') == 10
    assert len(page) < 60_000
    assert weight < 25_000


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
    with patch.object(views, "answer", side_effect=SearchUnavailable):
        answer = citizen.get("/search/", {"q": "物业费", "court": "京0105"})

    assert answer.status_code == 503
    assert 'value="物业费"' in answer.content.decode()
    assert "北京市朝阳区人民法院" in answer.content.decode()


def test_relaxed_results_say_that_they_are(citizen: Client, published):
    published("物业费缴纳须知")
    answer = replace(search(Query(text="物业费")), relaxed=True)

    with patch.object(views, "answer", return_value=answer):
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
        {"q": "物业", "catalogue_item": ["99.9", ""], "column_type": "x", "file_type": "exe", "language": "<script>"},
    ],
)
def test_hostile_parameters_are_left_out(citizen: Client, parameters):
    assert citizen.get("/search/", parameters).status_code == 200


@pytest.mark.django_db
@given(st.dictionaries(st.sampled_from([*asking.FILTERS, "q", "sort", "page"]), st.text(max_size=30)))
def test_any_address_is_a_question_whose_own_address_asks_the_same(values):
    parameters = QueryDict(mutable=True)
    parameters.update(values)

    query = asking.query_of(parameters)

    own = QueryDict(asking.address(query).partition("?")[2])
    assert asking.query_of(own) == query


@pytest.mark.django_db
def test_a_facet_value_is_taken_in_and_out():
    query = Query(text="物业费", years=(2025,), page=3)
    values = (FacetValue("2026", "2026年", 2), FacetValue("2025", "2025年", 1, selected=True))

    (years,) = facet_links(query, Results(facets={"year": values}))

    assert [(link.label, link.is_selected) for link in years.first] == [("2025年", True), ("2026年", False)]
    assert years.first[0].address == "/search/?q=%E7%89%A9%E4%B8%9A%E8%B4%B9"
    assert years.first[1].address.endswith("year=2025&year=2026")


@pytest.mark.django_db
def test_courts_that_the_words_name_and_that_have_nothing_are_not_offered_and_chosen_ones_have_their_names():
    values = (
        FacetValue("京0105", "北京市朝阳区人民法院", 2, selected=True),
        FacetValue("吉0104", "吉0104", 0, selected=True),
        FacetValue("京0106", "京0106", 0, selected=True),
    )

    (courts,) = facet_links(Query(text="朝阳法院", courts=("京0106",)), Results(facets={"court": values}))

    assert [(link.label, link.is_selected) for link in courts.first] == [
        ("北京市丰台区人民法院", True),
        ("北京市朝阳区人民法院", False),
    ]


def test_a_facet_with_one_value_offers_no_choice():
    only = (FacetValue("2025", "2025年", 9),)

    assert facet_links(Query(text="物业费"), Results(facets={"year": only})) == []


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
