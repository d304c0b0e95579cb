"""What was understood is shown, and every link that takes it back works."""

import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.portal.conftest import FENGTAI_AS_FOUND

pytestmark = pytest.mark.urls("federation.config.urls_platform")

CHIP = re.compile(r'<a rel="nofollow" href="([^"]+)"><span class="chip-facet">([^<]+)</span>([^<]+)<')
PIECES = "朝阳法院 北京三中院 2023年 去年 老赖 第465条 法发〔2018〕20号 “ ” - 年份:2020 诉讼指南 \0 <b> %"
TYPED = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES.split(" ")), max_size=8).map(" ".join))


def understood(page: str) -> dict[str, tuple[str, str]]:
    """Label and address by kind."""
    return {unescape(kind): (unescape(label), unescape(address)) for address, kind, label in CHIP.findall(page)}


def ask(citizen: Client, address: str) -> str:
    answer = citizen.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_court_in_the_question_narrows_it_and_the_chip_takes_it_back(citizen: Client, published):
    here, elsewhere = published("拍卖公告"), published("拍卖公告，丰台", **FENGTAI_AS_FOUND)

    page = ask(citizen, f"/search/?q={quote('北京朝阳法院 拍卖')}")

    label, without = understood(page)["法院"]
    assert label == "北京市朝阳区人民法院"
    assert here.url in page
    assert elsewhere.url not in page
    published("北京朝阳法院与丰台法院的拍卖公告", **FENGTAI_AS_FOUND)
    wide = ask(citizen, without)
    assert "丰台法院的" in re.sub(r"</?mark>", "", wide)
    assert understood(wide)["按字面"][0] == "北京朝阳法院"


def test_what_was_taken_back_can_be_taken_up_again(citizen: Client, published):
    published("拍卖公告")
    first = f"/search/?{urlencode({'q': '朝阳法院 拍卖'})}"

    taken_back = ask(citizen, understood(ask(citizen, first))["法院"][1])

    assert understood(taken_back)["按字面"][1] == first


def test_a_name_of_several_courts_means_all_of_them(citizen: Client, published):
    published("拍卖公告")

    label, _ = understood(ask(citizen, f"/search/?q={quote('朝阳法院 拍卖')}"))["法院"]

    assert label.endswith("等 3 个法院")


def test_where_nothing_was_found_within_the_page_says_so_and_looks_everywhere(citizen: Client, published):
    elsewhere = published("海淀法院拍卖公告", **FENGTAI_AS_FOUND)

    page = ask(citizen, f"/search/?q={quote('海淀法院 拍卖')}")

    assert "在“北京市海淀区人民法院”的范围内没有找到内容" in page
    assert elsewhere.url in page
    assert "法院" not in understood(page)


def test_lay_words_find_the_words_of_the_law(citizen: Client, published):
    document = published("公布失信被执行人名单")

    page = ask(citizen, f"/search/?q={quote('老赖')}")

    assert document.url in page
    label, without = understood(page)["也搜索"]
    assert label.startswith("老赖 → 失信被执行人")
    assert document.url not in ask(citizen, without)


def test_days_in_the_address_narrow_and_their_chips_take_them_away(citizen: Client, published):
    document = published("拍卖公告")

    assert document.url in ask(citizen, "/search/?q=拍卖&from=2025-06-18&until=2025-06-18")
    later = ask(citizen, "/search/?q=拍卖&from=2025-06-19")
    assert document.url not in later
    assert "起始日期" in later
    assert document.url in ask(citizen, "/search/?q=拍卖&from=yesterday&until=9999-99-99")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=TYPED, as_words=st.lists(TYPED, max_size=3), start=st.text(max_size=12))
def test_nothing_that_is_typed_is_an_error(citizen: Client, db, q, as_words, start):
    pairs = [("q", q), ("from", start), *(("as_words", each) for each in as_words)]

    address = "/search/?" + urlencode(pairs, errors="replace")

    for label, link in understood(ask(citizen, address)).values():
        assert label
        ask(citizen, link)
