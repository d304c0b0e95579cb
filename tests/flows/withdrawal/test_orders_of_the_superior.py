"""The superior takes something down at a court: from the platform's admin, and from the terminal."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import PageLogEntry

from federation.coordination.copies import ask_for_copies
from federation.coordination.models import CopyRequest, WithdrawalReport
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from sites.pages.models import ArticlePage
from sites.publishing.withdrawal.models import Emergency, Withdrawal
from tests.pages import publish_article

Browse = Callable[..., Client]
LONG = "当事人应当按照通知载明的时间、地点到庭参加诉讼，并携带本人身份证件和有关证据材料。" * 5
GIVEN = {"reason": "personal", "words": "高级法院责令撤下。", "public_words": ""}


@pytest.fixture
def twice(chaoyang: CourtSite, fengtai: CourtSite, inside: Callable) -> tuple[str, str]:
    """The addresses of one text at two courts."""
    for site in (chaoyang, fengtai):
        with inside(site):
            publish_article("珊瑚礁案公告", LONG, slug="coral")
    return f"{chaoyang.address}/news/coral/", f"{fengtai.address}/news/coral/"


@pytest.fixture
def platform(browse: Browse, portal: CourtSite, inside: Callable) -> Client:
    with inside(portal):
        return browse(portal, "platform")


def order(client: Client, address: str, inside: Callable, portal: CourtSite, **given: Any) -> Any:
    with inside(portal):
        return client.post(f"/admin/coordination/withdraw/?q={quote(address)}", GIVEN | given, follow=True)


def test_one_act_at_two_courts_and_an_entry_in_each_ones_ledger(
    platform: Client, browse: Browse, portal: CourtSite, chaoyang: CourtSite, fengtai: CourtSite,
    twice: tuple[str, str], inside: Callable,
) -> None:  # fmt: skip
    first, second = twice
    with inside(portal):
        shown = platform.get(f"/admin/coordination/withdraw/?q={quote(first)}").content.decode()
    assert second in shown

    account = order(platform, first, inside, portal, copies=[second]).content.decode()

    assert [browse(site).get("/news/coral/").status_code for site in (chaoyang, fengtai)] == [410, 410]
    assert account.count("毫秒") >= 6
    for site in (chaoyang, fengtai):
        entry = Entry.objects.filter(court=site.court_id).latest("number")
        assert (entry.event, entry.actor, entry.actor_schema) == ("emergency_withdrawn", "platform", "public")
        with inside(site):
            assert Emergency.objects.get().ordered
            assert Withdrawal.objects.get().withdrawn_by is None
            assert not PageLogEntry.objects.filter(action="wagtail.unpublish", user__isnull=False).exists()
    assert len(set(WithdrawalReport.objects.values_list("act", flat=True))) == 1


def test_what_is_not_chosen_stays(
    platform: Client, browse: Browse, portal: CourtSite, fengtai: CourtSite, twice: tuple[str, str], inside: Callable
) -> None:
    order(platform, twice[0], inside, portal)

    assert browse(fengtai).get("/news/coral/").status_code == 200


def test_a_page_is_found_by_words_too(
    platform: Client, portal: CourtSite, twice: tuple[str, str], inside: Callable
) -> None:
    with inside(portal):
        found = platform.get("/admin/coordination/withdraw/?q=珊瑚礁案公告").content.decode()

    assert twice[0] in found or twice[1] in found


def test_addresses_of_no_site_are_refused_in_words(
    platform: Client, portal: CourtSite, chaoyang: CourtSite, inside: Callable
) -> None:
    with inside(portal):
        elsewhere = platform.get("/admin/coordination/withdraw/?q=https://example.org/x/").content.decode()
        nothing = platform.get(f"/admin/coordination/withdraw/?q={chaoyang.address}/nothing/").content.decode()

    assert "不是本平台运行中的法院网站的地址" in elsewhere
    assert "没有公开的内容" in nothing


def test_a_court_has_no_part_in_it(browse: Browse, chaoyang: CourtSite, twice: tuple[str, str]) -> None:
    answer = browse(chaoyang, "administrator").get(f"/admin/coordination/withdraw/?q={quote(twice[1])}")

    assert answer.status_code in (302, 403, 404)


def test_what_a_court_asks_for_is_done_or_refused(
    platform: Client, browse: Browse, portal: CourtSite, chaoyang: CourtSite, fengtai: CourtSite,
    twice: tuple[str, str], inside: Callable,
) -> None:  # fmt: skip
    def asked(url: str) -> None:
        with inside(chaoyang):
            said = {"title": "珊瑚礁案公告", "reason": "personal", "words": "有当事人信息。", "asked_by": "liufang"}
            ask_for_copies([url], withdrawal="11111111-2222-3333-4444-555555555555", **said)

    asked(twice[1])
    with inside(portal):
        assert "有当事人信息。" in platform.get(f"/admin/coordination/withdraw/?q={quote(twice[1])}").content.decode()
        assert "丰台" in platform.get("/admin/coordination/copy-requests/").content.decode()
    order(platform, twice[1], inside, portal, refuse="1")
    assert CopyRequest.objects.get().state == "refused"
    assert browse(fengtai).get("/news/coral/").status_code == 200

    CopyRequest.objects.all().delete()
    asked(twice[1])
    order(platform, twice[1], inside, portal)
    assert CopyRequest.objects.get().state == "done"
    assert browse(fengtai).get("/news/coral/").status_code == 410


def test_the_command_does_nothing_in_a_dry_run_and_prints_the_account(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, twice: tuple[str, str]
) -> None:
    tried, done = StringIO(), StringIO()

    call_command("withdraw", twice[0], "--dry-run", stdout=tried)
    assert browse(chaoyang).get("/news/coral/").status_code == 200
    assert twice[1] in tried.getvalue()

    call_command(
        "withdraw",
        twice[0],
        "--emergency",
        "--copies",
        "--json",
        reason="secret",
        words="按照保密要求撤下。",
        stdout=done,
    )
    accounts = json.loads(done.getvalue())
    assert [account["url"] for account in accounts] == list(twice)
    assert {place["where"] for place in accounts[0]["places"] if place["state"] == "done"} >= {
        "pages",
        "table",
    }
    assert [browse(site).get("/news/coral/").status_code for site in (chaoyang, fengtai)] == [410, 410]
    assert Entry.objects.filter(court=chaoyang.court_id).latest("number").actor == "system:withdraw"


def test_the_command_takes_down_in_the_ordinary_way_too(
    chaoyang: CourtSite, browse: Browse, inside: Callable, twice: tuple[str, str]
) -> None:
    call_command("withdraw", twice[0], reason="expired", words="文件已经失效。", stdout=StringIO())

    with inside(chaoyang):
        assert not Withdrawal.objects.get().urgent
        assert not ArticlePage.objects.get(slug="coral").live
    assert "内容已经失效。" in browse(chaoyang).get("/news/coral/").content.decode()


def test_the_command_says_what_is_wrong(chaoyang: CourtSite, twice: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="没有公开的内容"):
        call_command("withdraw", f"{chaoyang.address}/nothing/", reason="wrong", words="日期写错了。")
    with pytest.raises(CommandError, match="--reason"):
        call_command("withdraw", twice[0])
