from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.addresses import address_key, decode_percent, resolve
from sites.legacy.patterns import address_pattern, desktop_keys, leaf_shape, page_number

HOME = "http://www.xxfy.gov.cn/"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.xxfy.gov.cn/a/b",
        "https://xxfy.gov.cn/a/b/",
        "http://WWW.XXFY.gov.cn:80//a//b/index.html#top",
        "http://xxfy.gov.cn./a/./c/../b/Default.aspx",
        "http://user@xxfy.gov.cn/a/b;jsessionid=0A1B?utm_source=weixin&spm=1.2",
        "http://xxfy.gov.cn/(S(abc123def456))/a/b/?from=timeline&_=1541",
    ],
)
def test_all_spellings_of_an_address_have_one_key(spelling):
    assert address_key(spelling) == "xxfy.gov.cn/a/b"


@pytest.mark.parametrize(
    "spelling", ["/法院/1.html", "/%B7%A8%D4%BA/1.html", "/%E6%B3%95%E9%99%A2/1.html", "/%e6%b3%95%e9%99%a2/1.html"]
)
def test_percent_encoding_in_gbk_and_utf8_is_the_same_address(spelling):
    assert address_key("http://xxfy.gov.cn" + spelling) == "xxfy.gov.cn/法院/1.html"


def test_a_host_in_chinese_is_its_punycode():
    assert address_key("http://法院.中国/1.html") == address_key("http://xn--nww899f.xn--fiqs8s/1.html")


def test_parameters_that_carry_identity_are_kept_and_sorted():
    assert address_key("http://a.gov.cn/detail.php?page=2&id=7&sid=3") == "a.gov.cn/detail.php?id=7&page=2&sid=3"
    assert address_key("http://a.gov.cn/detail.php?id=7") != address_key("http://a.gov.cn/detail.php?id=8")


def test_an_identifier_is_the_same_with_and_without_its_padding():
    one, other = "http://a.gov.cn/article/index/id/MzAwNQ%3D%3D.shtml", "http://a.gov.cn/article/index/id/MzAwNQ.shtml"

    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    "href",
    ["javascript:void(0)", "mailto:a@b.cn", "#top", "", None, "data:image/gif;base64,R0", "http://[bad", "tel:1"],
)
def test_what_leads_to_no_document_resolves_to_nothing(href):
    assert resolve(HOME, href) == ""


def test_relative_references_resolve_as_browsers_resolve_them():
    assert resolve(HOME + "sfgk/ktgg/", "./t2016.html#a") == HOME + "sfgk/ktgg/t2016.html"
    assert resolve(HOME + "x/", "..\\images\\a b.jpg\n") == HOME + "images/a%20b.jpg"


@given(st.text())
def test_no_string_breaks_the_key_or_the_patterns(text):
    key = address_key(text)

    assert address_key(text) == key
    address_pattern(text), leaf_shape(text), page_number(text), desktop_keys(text)


@given(st.text(), st.text())
def test_no_reference_breaks_resolving(base, href):
    assert isinstance(resolve(base, href), str)
    assert isinstance(resolve(HOME, href), str)


@given(st.text(alphabet="法院公告通知书", min_size=1, max_size=8))
def test_names_come_back_from_either_percent_encoding(name):
    assert decode_percent(quote(name)) == decode_percent(quote(name.encode("gb18030"))) == name


def test_later_pages_point_to_where_the_first_may_be():
    assert page_number(HOME + "n/1723_2.html").first[0] == "xxfy.gov.cn/n/1723.html"
    assert page_number(HOME + "n/index_3.html").first[0] == "xxfy.gov.cn/n"
    assert page_number(HOME + "id/AbC/page/2.shtml").first[0] == "xxfy.gov.cn/id/AbC.shtml"
    assert page_number(HOME + "d.php?id=3&page=2") == (("xxfy.gov.cn/d.php?id=3", "xxfy.gov.cn/d.php?id=3&page=1"), 2)
    assert page_number(HOME + "n/1723.html") is None


def test_a_mobile_address_names_its_desktop_address():
    assert desktop_keys(HOME + "m/n/1.html") == ("xxfy.gov.cn/n/1.html",)
    assert desktop_keys("http://m.xxfy.gov.cn/n/1.html") == ("xxfy.gov.cn/n/1.html",)
    assert desktop_keys(HOME + "mediation/1.html") == ()


def test_pages_of_one_layout_share_a_pattern():
    assert address_pattern(HOME + "n/12.html") == address_pattern(HOME + "n/7.html?utm_source=1")
    assert leaf_shape(HOME + "a/detail.php?id=3") == leaf_shape(HOME + "b/detail.php?id=4")
