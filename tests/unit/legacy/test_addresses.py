from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.addresses import address_key, decode_percent, resolve
from sites.legacy.old_addresses.keys import LONGEST_KEY, key_on_site, keys_asked, qualified_key
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


SEGMENT = st.text(alphabet="abcxyz0123456789法院公告-", min_size=1, max_size=8).filter(
    lambda text: text.strip("-.") != ""
)
PAIRS = st.dictionaries(st.sampled_from(["id", "lm", "page", "aid", "cid"]), SEGMENT, max_size=4)
TRACKING = [
    "utm_source=weixin",
    "spm=1.2",
    "from=timeline",
    "_=1541",
    "PHPSESSID=0123456789abcdef",
    "bd_vid=9",
    "jsessionid=AB",
]


@st.composite
def two_spellings(draw: st.DrawFn) -> tuple[str, str]:
    """The plain address of a page, and another spelling of it."""
    folders = draw(st.lists(SEGMENT, min_size=1, max_size=4))
    pairs = list(draw(PAIRS).items())
    plain = f"http://xxfy.gov.cn/{'/'.join(folders)}" + ("?" + "&".join(f"{n}={v}" for n, v in pairs) if pairs else "")
    charset = draw(st.sampled_from(["utf-8", "gb18030"]))
    slashes = draw(st.sampled_from(["/", "//", "/./", "/x/../"]))
    path = slashes + slashes.join(quote(folder.encode(charset)) for folder in folders)
    tail = draw(st.sampled_from(["", "/", "/index.html", "/Default.aspx", "/index.php", ";jsessionid=AB12"]))
    sent = [f"{name}={quote(value.encode(charset))}" for name, value in pairs] + draw(
        st.lists(st.sampled_from(TRACKING))
    )
    query = "&".join(draw(st.permutations(sent)))
    start = draw(st.sampled_from(["http://", "https://", "HTTP://", "//"])) + draw(
        st.sampled_from(["xxfy.gov.cn", "www.xxfy.gov.cn", "WWW.XXFY.GOV.CN:80", "xxfy.gov.cn:443", "u:p@xxfy.gov.cn."])
    )
    return plain, start + path + tail + (f"?{query}" if query else "") + draw(st.sampled_from(["", "#top"]))


@given(two_spellings())
def test_whatever_the_spelling_the_key_is_the_same(spellings):
    plain, other = spellings

    assert address_key(plain) == address_key(other)


@given(SEGMENT, SEGMENT, st.sampled_from(["id", "lm", "cid", "sid", "t"]))
def test_parameters_that_carry_identity_always_tell_addresses_apart(one, other, name):
    keys = {address_key(f"{HOME}detail.php?{name}={value}") for value in (one, other)}

    assert len(keys) == len({one, other})


@given(PAIRS, st.permutations(["id", "lm", "page", "aid", "cid"]))
def test_the_order_of_parameters_does_not_count(pairs, order):
    sent = [f"{name}={pairs[name]}" for name in order if name in pairs]

    assert address_key(f"{HOME}d.asp?{'&'.join(sent)}") == address_key(f"{HOME}d.asp?{'&'.join(sorted(sent))}")


@given(st.text(max_size=300))
def test_no_string_breaks_the_keys_of_a_site(text):
    for key in (key_on_site(text), qualified_key(text), *keys_asked(text)):
        assert len(key.encode()) < 2704 - 300


@given(st.text(alphabet="法院ab01", min_size=900, max_size=4000))
def test_a_long_key_is_cut_but_stays_its_own(text):
    one, other = key_on_site(f"{HOME}a?x={text}1"), key_on_site(f"{HOME}a?x={text}2")

    assert one != other
    assert max(len(one.encode()), len(other.encode())) <= LONGEST_KEY
