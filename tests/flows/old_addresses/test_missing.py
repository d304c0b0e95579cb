"""Which addresses are counted as missed, and what is kept of who asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from federation.courts.models import CourtSite
from sites.legacy.models import MissedAddress, OldAddress
from sites.legacy.old_addresses import missing
from tests.pages import draft_article

Make = Callable[..., OldAddress]
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126 Safari/537.36"


def ask(visitor: Client, address: str, **headers: str) -> int:
    return visitor.get(address, headers={"user-agent": BROWSER} | headers, follow=True).status_code


def noted() -> dict[str, int]:
    return dict(MissedAddress.objects.values_list("key", "hits"))


def test_all_spellings_of_a_missed_address_count_as_one(visitor: Client) -> None:
    for spelling in ("/gg/1.html", "/gg//1.html", "/gg/1.html?utm_source=weixin", "/gg", "/gg/", "/gg/index.html"):
        assert ask(visitor, spelling) == 404

    assert noted() == {"/gg/1.html": 3, "/gg": 3}


def test_when_and_whence_it_is_missed_is_kept_without_queries(visitor: Client) -> None:
    ask(visitor, "/a.asp?id=7")
    ask(visitor, "/a.asp?id=7", referer="https://u:p@www.baidu.com/link?wd=张三")
    ask(visitor, "/a.asp?id=7", referer="https://elsewhere.cn/")

    missed = MissedAddress.objects.get()
    assert (missed.hits, missed.referrer) == (3, "https://www.baidu.com/link")
    assert missed.url == "http://fengtai.localhost/a.asp?id=7"
    assert missed.first_at < missed.last_at


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/s.asp?id=7&name=张三&phone=1", "/s.asp?id=7"),
        ("/s.asp?xh=110105194912310021", "/s.asp"),
        ("/s.asp?lx=13800138000&id=7", "/s.asp?id=7"),
        ("/s.asp?lx=a@b.cn", "/s.asp"),
        ("/s.asp?q=离婚&page=2", "/s.asp?page=2"),
        ("/s.asp?token=x&sid=0123456789abcdef0123456789abcdef", "/s.asp"),
        ("/s.asp?c=0123456789abcdef0123456789abcdef", "/s.asp"),
        ("/s.php?s=张三", "/s.php"),
        ("/s.php?s=/news/7", "/s.php?s=%2Fnews%2F7"),
        ("/list.asp?lm=公告", "/list.asp?lm=公告"),
        ("/n/201605121030123456.html", "/n/201605121030123456.html"),
    ],
)
def test_what_tells_of_a_person_is_left_out(visitor: Client, asked: str, kept: str) -> None:
    ask(visitor, asked)

    assert list(noted()) == [kept]


@pytest.mark.parametrize("path", ["/110105194912310021.html", "/x/13800138000/", "/a@b.cn/"])
def test_a_path_that_holds_a_persons_number_is_not_kept_at_all(visitor: Client, path: str) -> None:
    ask(visitor, path)

    assert noted() == {}


@pytest.mark.parametrize(
    "path",
    ["/wp-login.php", "/.env", "/.git/config", "/phpmyadmin/", "/backup.sql", "/vendor/phpunit/x.php", "/a/.aws/keys",
     "/admin/nothing/", "/-/nothing", "/static/x.css", "/x.html?" + "&".join(f"a{number}=1" for number in range(99))],
)  # fmt: skip
def test_scanners_and_the_sites_own_parts_are_not_counted(visitor: Client, path: str) -> None:
    ask(visitor, path)

    assert noted() == {}


def test_what_scanners_ask_counts_where_the_legacy_site_had_its_like(visitor: Client, old_address: Make) -> None:
    old_address("/wp-content/uploads/a.pdf", "asset", link="/sitemap/")

    ask(visitor, "/wp-content/uploads/b.pdf")

    assert noted() == {"/wp-content/uploads/b.pdf": 1}


@pytest.mark.parametrize("agent", ["Baiduspider/2.0", "python-requests/2.32", "curl/8.5", "zgrab/0.x scanner"])
def test_machines_are_not_counted(visitor: Client, agent: str) -> None:
    ask(visitor, "/gg/1.html", **{"user-agent": agent})

    assert noted() == {}


@pytest.mark.parametrize("path", ["/favicon.ico", "/apple-touch-icon-120x120-precomposed.png", "/favicons.ico"])
def test_what_browsers_ask_of_every_site_is_not_counted(visitor: Client, path: str) -> None:
    ask(visitor, path)

    assert noted() == ({"/favicons.ico": 1} if path == "/favicons.ico" else {})


def test_what_is_answered_and_what_is_not_read_is_not_counted(visitor: Client, old_address: Make) -> None:
    old_address("/gone.html", "failed")
    old_address("/n/draft.html", page=draft_article("草稿"))

    assert [ask(visitor, path) for path in ("/", "/gone.html", "/n/draft.html")] == [200, 410, 404]
    visitor.post("/form.asp", headers={"user-agent": BROWSER})
    visitor.head("/gg/1.html", headers={"user-agent": BROWSER})

    assert noted() == {}


def test_the_table_is_bounded_and_the_least_asked_for_go_first(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missing, "MOST_ROWS", 5)
    monkeypatch.setattr(missing, "KEPT_WHEN_PRUNED", 3)
    now = timezone.now()
    MissedAddress.objects.bulk_create(
        MissedAddress(key=f"/{name}.html", url="", hits=hits, ignored=ignored, last_at=now - timedelta(days=days))
        for name, hits, ignored, days in (
            ("often", 9, False, 9), ("ignored", 1, True, 9), ("old", 1, False, 9), ("older", 1, False, 10), ("new", 1, False, 1),
        )
    )  # fmt: skip

    ask(visitor, "/newest.html")

    assert set(noted()) == {"/often.html", "/ignored.html", "/newest.html"}


def test_a_database_that_refuses_harms_no_answer(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OperationalError("lock timeout")

    monkeypatch.setattr(missing, "_count", refuse)

    assert ask(visitor, "/gg/1.html") == 404


def test_misses_of_one_court_are_not_anothers(
    court: CourtSite, chaoyang: CourtSite, browse: Callable[..., Client], inside: Callable
) -> None:
    ask(browse(chaoyang), "/chaoyang.html")

    with inside(court):
        assert noted() == {}
    with inside(chaoyang):
        assert noted() == {"/chaoyang.html": 1}


def test_the_portal_counts_nothing(portal: CourtSite, browse: Callable[..., Client]) -> None:
    assert ask(browse(portal), "/gg/1.html") == 404
