"""Deciding by hand where an old address leads."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from federation.courts.models import CourtSite, Domain
from sites.legacy.importing.recording import record
from sites.legacy.models import MissedAddress, OldAddress
from sites.legacy.old_addresses import (
    TargetRefused,
    new_address,
    point_missed_address,
    point_old_address,
)
from tests.flows.old_addresses.conftest import HOME
from tests.pages import column, publish_article

Make = Callable[..., OldAddress]


def test_a_lost_address_leads_to_the_chosen_page_and_the_history_says_who_chose(
    visitor: Client, old_address: Make
) -> None:
    clerk = get_user_model().objects.get(username="administrator")
    old = old_address("/a.html", "failed")

    point_old_address(old, page=column(), by=clerk)

    assert visitor.get("/a.html")["Location"] == "/news/"
    entry = ModelLogEntry.objects.for_instance(old).get()
    assert (entry.user, entry.data["to"]["page"]) == (clerk, column().pk)


def test_an_import_does_not_undo_it(visitor: Client, old_address: Make) -> None:
    point_old_address(old_address("/a.html", "failed"), link="/sitemap/", by=None)

    record([OldAddress(key="/a.html", url=f"{HOME}/a.html", outcome="imported", page=column().page_ptr)])

    assert visitor.get("/a.html")["Location"] == "/sitemap/"


def test_a_path_where_a_page_stands_is_that_page_and_moves_with_it(old_address: Make) -> None:
    article = publish_article("文章", slug="one")

    old = point_old_address(old_address("/a.html"), link="/news/one/", by=None)

    assert (old.page_id, old.link) == (article.pk, "")
    article.move(column("notices"), pos="last-child")
    old.refresh_from_db()
    assert new_address(old) == "/notices/one/"


def test_a_chain_is_flattened_and_what_led_here_comes_along(old_address: Make) -> None:
    old_address("/b.html", "redirected", link="/c.html")
    old_address("/c.html", page=column())
    led_here = old_address("/x.html", "redirected", link="/a.html")

    old = point_old_address(old_address("/a.html", "failed"), link="/b.html?utm_source=x", by=None)

    led_here.refresh_from_db()
    assert new_address(old) == new_address(led_here) == "/news/"


def test_a_loop_is_refused(old_address: Make) -> None:
    old = old_address("/a.html", "failed")
    old_address("/b.html", "redirected", link="/c.html")
    old_address("/c.html", "redirected", link="/a.html")

    for link in ("/a.html", "/a.html?utm_source=1", "/b.html"):
        with pytest.raises(TargetRefused, match="又会回到"):
            point_old_address(old, link=link, by=None)
    old.refresh_from_db()
    assert not old.set_by_hand


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.cn/", "//evil.cn/a", "/\\evil.cn", "\\\\evil.cn", "http://fengtai.localhost@evil.cn/",
        "http://fengtai.localhost:6379/", "javascript:alert(1)", "data:text/html,x", "ftp://fengtai.localhost/",
        "http://fengtai.localhost.evil.cn/", "news/", "", "/a\r\nSet-Cookie: x", "http:///evil.cn", "http://[::1", "https:evil.cn",
        "http://fengtai.localhost//evil.cn", "/" + "a" * 2000, "/nothing-here/", "/news/nothing/", "/media/../..",
    ],
)  # fmt: skip
def test_no_target_lies_off_the_site_or_where_nothing_answers(old_address: Make, link: str) -> None:
    with pytest.raises(TargetRefused):
        point_old_address(old_address("/a.html", "failed"), link=link, by=None)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("http://fengtai.localhost/news/?page=2", "/news/?page=2"),
        ("https://www.ftfy.gov.cn/news/feed/", "/news/feed/"),
        ("/sitemap/", "/sitemap/"),
        (" /news/ ", "/news/"),
        ("/", "/"),
        ("http://fengtai.localhost", "/"),
    ],
)
def test_addresses_on_the_courts_own_hosts_are_paths(court: CourtSite, old_address: Make, link: str, path: str) -> None:
    Domain.objects.create(domain="ftfy.gov.cn", tenant=court, is_primary=False)

    assert new_address(point_old_address(old_address("/a.html", "failed"), link=link, by=None)) == path


def test_a_host_of_another_court_is_no_target(court: CourtSite, old_address: Make) -> None:
    with pytest.raises(TargetRefused, match="不在本院网站上"):
        point_old_address(old_address("/a.html"), link="http://chaoyang.localhost/news/", by=None)


def test_an_address_that_is_gone_itself_and_the_root_of_the_tree_are_no_targets(old_address: Make) -> None:
    old_address("/b.html", "failed")
    old = old_address("/a.html", "failed")

    with pytest.raises(TargetRefused, match="已失效"):
        point_old_address(old, link="/b.html", by=None)
    with pytest.raises(TargetRefused, match="不是网站上的页面"):
        point_old_address(old, page=Page.objects.get(depth=1), by=None)


def test_a_missed_address_becomes_an_old_one(visitor: Client) -> None:
    missed = MissedAddress.objects.create(key="/gg/1.html", url="http://x.cn/gg/1.html", hits=9, last_at=timezone.now())

    point_missed_address(missed, page=column(), by=None)

    assert visitor.get("/gg/1.html")["Location"] == "/news/"
    assert OldAddress.objects.get(key="/gg/1.html").set_by_hand
    assert not MissedAddress.objects.exists()


@pytest.mark.parametrize("link", ["//evil.cn/", "https://evil.cn/", "/\\evil.cn", "x.html", "/a\nb", "/a\\b", "/\x7f"])
def test_the_database_itself_refuses_a_target_off_the_site(old_address: Make, link: str) -> None:
    with pytest.raises(IntegrityError, match="old_address_stays_on_the_site"), transaction.atomic():
        old_address("/a.css", "asset", link=link)


@pytest.mark.parametrize("link", ["/", "/a", "/documents/3/公告.pdf", "/a?b=//c"])
def test_the_database_takes_a_path_of_the_site(old_address: Make, link: str) -> None:
    assert new_address(old_address("/a.doc", "asset", link=link)) == link
