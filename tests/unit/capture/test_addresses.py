from __future__ import annotations

import pytest

from sites.legacy.capture.addresses import Scope, absolute_address, join_address, looks_endless


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("http://h/a/b.html", "c.html", "http://h/a/c.html"),
        ("http://h/a/b.html", "../c.html", "http://h/c.html"),
        ("http://h/a/b.html", "../../../c/./d/", "http://h/c/d/"),
        ("http://h/a/b.html", "/c.html#top", "http://h/c.html"),
        ("http://h/a/b.html?x=1", "?y=2", "http://h/a/b.html?y=2"),
        ("http://h/a/b.asp", "?", "http://h/a/b.asp?"),
        ("http://h//a//b.html", "c.html", "http://h//a//c.html"),
        ("http://h/", "http://h//a//b.html", "http://h//a//b.html"),
        ("http://h/a", "//other/b", "http://other/b"),
        ("https://h/a", "//other", "https://other/"),
        ("http://h/a/b", r"images\new\a.gif", "http://h/a/images/new/a.gif"),
        ("http://h/a/b", "http:c.html", "http://h/a/c.html"),
        ("http://h/", " \n/a b.html\t", "http://h/a%20b.html"),
        ("http://h/", "/%B9%AB%b8%e6.doc", "http://h/%B9%AB%b8%e6.doc"),
        ("http://h/", "/100%.html", "http://h/100%.html"),
        ("http://h/", "HTTP://H:80/A", "http://h/A"),
        ("http://h/", "http://h:8080/a", "http://h:8080/a"),
        ("http://h/", "http://user:secret@h/a", "http://h/a"),
        ("http://h/", "http://www.消费时讯.cn/", "http://www.xn--ehv81oxn1a8lb.cn/"),
        ("http://h/", "http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_a_reference_leads_where_a_browser_would_go(base: str, reference: str, expected: str) -> None:
    assert join_address(base, reference) == expected


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "#top",
        "mailto:a@b.cn",
        "javascript:void(0)",
        "C:\\a.html",
        "http://",
        "http://h:x/",
        "http://h:99999/",
        "http://a b/",
    ],
)
def test_what_leads_nowhere_is_none(reference: str) -> None:
    assert join_address("http://h/a", reference) is None


def test_a_path_is_encoded_in_utf8_and_a_query_in_the_encoding_of_the_page() -> None:
    address = join_address("http://h/", "/公告.asp?类=公告", encoding="gb18030")

    assert address == "http://h/%E5%85%AC%E5%91%8A.asp?%C0%E0=%B9%AB%B8%E6"


def test_the_start_address_must_be_absolute() -> None:
    assert absolute_address(" HTTP://Court.GOV.cn ") == "http://court.gov.cn/"
    assert absolute_address("court.gov.cn") is None
    assert absolute_address("ftp://court.gov.cn/") is None


def test_a_site_is_its_host_with_and_without_www_and_the_hosts_that_were_added() -> None:
    scope = Scope.of("http://www.court.cn/", ["files.court.cn:8081"])

    assert scope.covers("https://court.cn/a")
    assert scope.covers("http://files.court.cn:8081/a")
    assert not scope.covers("http://m.court.cn/")
    assert not scope.covers("http://www.court.cn:9000/")


def test_addresses_that_grow_without_end_are_recognised() -> None:
    assert looks_endless("http://h/news/2018/11/1.html") is None
    assert looks_endless("http://h/" + "a/b/" * 5) == "repeated-path"
    assert looks_endless("http://h/?" + "&".join("abcdefghij" * 6)) == "repeated-path"
    assert looks_endless("http://h/?q=" + "a" * 3000) == "too-long"
