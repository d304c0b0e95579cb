"""旧地址 and 未找到的地址 in a court's admin, through its own pages."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from federation.courts.models import CourtSite
from sites.legacy.models import MissedAddress, OldAddress
from tests.flows.test_admin_in_chinese import english_in
from tests.pages import column, draft_article, publish_article

Browse = Callable[..., Client]
Make = Callable[..., OldAddress]
OLD, MISSED = "/admin/move/addresses/", "/admin/move/missed/"
BULK = "/admin/bulk/court_legacy/missedaddress/"


def words(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


class TestOldAddresses:
    def test_each_stands_with_its_outcome_and_where_it_leads(self, administrator: Client, old_address: Make) -> None:
        old_address("/n/1.html", page=publish_article("一则公告", slug="one"))
        old_address("/n/2.html", "failed", reason="HTTP 500")
        old_address("/n/3.html", page=draft_article("尚未公布"))

        listed = words(administrator.get(OLD))

        assert '<a href="/news/one/">一则公告</a>' in listed
        assert "已失效（410）" in listed
        assert "尚未公开（404）" in listed

    def test_they_are_filtered_by_outcome_and_found_by_any_spelling_or_part(
        self, administrator: Client, old_address: Make
    ) -> None:
        old_address("/n/show.asp?id=7", page=column())
        old_address("/n/show.asp?id=8", "failed")
        results = f"{OLD}results/"

        def found(**query: str) -> list[str]:
            return re.findall(r"show\.asp\?id=(\d)\s*<", words(administrator.get(results, query)))

        assert found(outcome="failed") == ["8"]
        assert found(q="https://www.ftfy.gov.cn/n//show.asp?utm_source=a&id=7") == ["7"]
        assert sorted(found(q="show.asp")) == ["7", "8"]
        assert found(q="nothing") == []

    def test_the_list_is_paged(self, administrator: Client, old_address: Make) -> None:
        for number in range(51):
            old_address(f"/n/{number}.html", "failed")

        assert "p=2" in words(administrator.get(OLD))

    def test_one_is_pointed_to_a_page_and_the_history_says_so(
        self, administrator: Client, visitor: Client, old_address: Make
    ) -> None:
        old = old_address("/n/2.html", "failed")

        answer = administrator.post(f"{OLD}edit/{old.pk}/", {"page": column().pk, "link": ""}, follow=True)

        assert "旧地址已指向新的地方" in words(answer)
        assert visitor.get("/n/2.html")["Location"] == "/news/"
        history = words(administrator.get(f"{OLD}history/{old.pk}/"))
        assert f"指向“{column().title}”" in history
        assert "administrator" in history

    @pytest.mark.parametrize(
        ("link", "refusal"),
        [
            ("https://evil.cn/", "只能指向本院自己的域名"),
            ("", "二者选其一"),
            ("/n/2.html", "又会回到"),
            ("/nothing/", "没有"),
        ],
    )
    def test_a_refusal_stands_at_the_field(
        self, administrator: Client, old_address: Make, link: str, refusal: str
    ) -> None:
        old = old_address("/n/2.html", "failed")

        answer = administrator.post(f"{OLD}edit/{old.pk}/", {"page": "", "link": link})

        assert refusal in words(answer)
        old.refresh_from_db()
        assert not old.set_by_hand

    def test_all_are_exported_as_a_stream_that_spreadsheets_read(
        self, administrator: Client, old_address: Make
    ) -> None:
        old_address("/n/1.html", page=column())
        old_address("/公告/2.html", "failed", reason="打不开")

        answer = administrator.get(OLD, {"export": "csv"})

        assert answer.streaming
        rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
        assert rows[0] == ["原网址", "结果", "说明", "现在的回答", "新地址", "人工指定"]
        assert ["http://www.ftfy.gov.cn/公告/2.html", "失败", "打不开", "已失效（410）", "", ""] in rows
        assert len(rows) == 3

    def test_it_speaks_chinese(self, administrator: Client, old_address: Make) -> None:
        old = old_address("/1/2.3", page=column())
        OldAddress.objects.update(url="1", key="/1")

        for address in (OLD, f"{OLD}edit/{old.pk}/", f"{OLD}history/{old.pk}/"):
            texts = set(english_in(words(administrator.get(address))))
            assert texts <= {"None"}, address  # a hidden counter of Wagtail's side panel

    def test_editors_and_other_courts_see_nothing_of_it(
        self, court: CourtSite, chaoyang: CourtSite, portal: CourtSite, browse: Browse, old_address: Make
    ) -> None:
        old = old_address("/n/secret.html", "failed")

        assert browse(court, "editor").get(OLD).status_code == 302
        assert browse(portal, "platform").get(OLD).status_code == 404
        other = browse(chaoyang, "administrator")
        assert "secret" not in words(other.get(OLD))
        assert other.get(f"{OLD}edit/{old.pk}/").status_code == 404
        assert b"secret" not in b"".join(other.get(OLD, {"export": "csv"}).streaming_content)


class TestMissedAddresses:
    @pytest.fixture(autouse=True)
    def _missed(self, court: CourtSite) -> None:
        for key, hits in (("/ktgg/", 3), ("/n/1723.html", 9), ("/rare.html", 1)):
            MissedAddress.objects.create(key=key, url=f"http://x.cn{key}", hits=hits, last_at=timezone.now())

    def test_the_most_wanted_come_first_each_with_where_it_may_have_gone(
        self, administrator: Client, old_address: Make
    ) -> None:
        old_address("/show.asp?id=1723", page=publish_article("执行公告"))

        listed = words(administrator.get(MISSED))

        places = [
            listed.index(f"{key}\n") if f"{key}\n" in listed else listed.index(key)
            for key in ("/n/1723.html", "/ktgg/", "/rare.html")
        ]
        assert places == sorted(places)
        assert "编号相同 · " in listed
        assert "没有相近的内容" in listed

    def test_one_press_accepts_a_suggestion(self, administrator: Client, visitor: Client) -> None:
        missed = MissedAddress.objects.get(key="/n/1723.html")

        answer = administrator.post(f"{MISSED}point/{missed.pk}/", {"page": column().pk}, follow=True)

        assert f"以后会跳转到“{column().title}”" in words(answer)
        assert visitor.get("/n/1723.html")["Location"] == "/news/"
        assert not MissedAddress.objects.filter(pk=missed.pk).exists()

    def test_a_suggestion_off_the_site_is_refused(self, administrator: Client) -> None:
        missed = MissedAddress.objects.get(key="/n/1723.html")

        answer = administrator.post(f"{MISSED}point/{missed.pk}/", {"link": "//evil.cn/"}, follow=True)

        assert "旧地址只能指向本院自己的域名" in words(answer)
        assert administrator.get(f"{MISSED}point/{missed.pk}/").status_code == 405
        assert not OldAddress.objects.exists()

    def test_any_other_target_is_set_by_form(self, administrator: Client, visitor: Client) -> None:
        missed = MissedAddress.objects.get(key="/n/1723.html")
        assert "访问的网址" in words(administrator.get(f"{MISSED}edit/{missed.pk}/"))

        administrator.post(f"{MISSED}edit/{missed.pk}/", {"page": "", "link": "/sitemap/"})

        assert visitor.get("/n/1723.html")["Location"] == "/sitemap/"

    def test_many_are_put_aside_at_once_and_brought_back(self, administrator: Client) -> None:
        pks = [missed.pk for missed in MissedAddress.objects.filter(hits__lt=9)]
        query = "&".join(f"id={pk}" for pk in pks)

        asked = administrator.get(f"{BULK}ignore/?{query}&next={MISSED}")
        assert "/rare.html" in words(asked)
        answer = administrator.post(f"{BULK}ignore/?{query}&next={MISSED}", follow=True)

        assert "已处理 2 个地址" in words(answer)
        assert "/rare.html" not in words(administrator.get(MISSED))
        assert "/rare.html" in words(administrator.get(MISSED, {"ignored": "true"}))
        administrator.post(f"{BULK}show_again/?{query}&next={MISSED}")
        assert "/rare.html" in words(administrator.get(MISSED))

    def test_all_that_a_search_lists_are_put_aside(self, administrator: Client) -> None:
        administrator.post(f"{BULK}ignore/?id=all&q=rare")

        assert list(MissedAddress.objects.filter(ignored=True).values_list("key", flat=True)) == ["/rare.html"]

    def test_they_are_searched_by_any_spelling_and_paged(self, administrator: Client) -> None:
        assert "/ktgg/" not in words(
            administrator.get(f"{MISSED}results/", {"q": "http://x.cn//n/1723.html?utm_source=a"})
        )
        for number in range(30):
            MissedAddress.objects.create(key=f"/x{number}", url="", hits=1, last_at=timezone.now())
        assert "p=2" in words(administrator.get(MISSED))

    def test_it_speaks_chinese(self, administrator: Client) -> None:
        MissedAddress.objects.update(url="1", hits=2)
        for number, missed in enumerate(MissedAddress.objects.all()):
            MissedAddress.objects.filter(pk=missed.pk).update(key=f"/{number}")
        pk = missed.pk

        for address in (MISSED, f"{MISSED}edit/{pk}/", f"{BULK}ignore/?id={pk}"):
            assert set(english_in(words(administrator.get(address)))) <= {"None"}, address

    def test_editors_and_other_courts_see_nothing_of_it(
        self, court: CourtSite, chaoyang: CourtSite, portal: CourtSite, browse: Browse
    ) -> None:
        pk = MissedAddress.objects.get(key="/rare.html").pk
        editor, other, platform = browse(court, "editor"), browse(chaoyang, "administrator"), browse(portal, "platform")

        assert editor.get(MISSED).status_code == 302
        assert editor.post(f"{MISSED}point/{pk}/", {"link": "/sitemap/"}).status_code == 302
        assert editor.post(f"{BULK}ignore/?id={pk}").status_code == 302
        assert "/rare.html" not in words(other.get(MISSED))
        assert other.post(f"{MISSED}point/{pk}/", {"link": "/sitemap/"}).status_code == 404
        assert other.post(f"{BULK}ignore/?id={pk}").status_code == 404
        assert platform.get(MISSED).status_code == 404
        assert platform.post(f"{BULK}ignore/?id={pk}").status_code == 404

    def test_the_menu_of_a_court_leads_to_both(self, administrator: Client) -> None:
        start = words(administrator.get("/admin/"))

        assert '"/admin/move/missed/"' in start
        assert '"/admin/move/addresses/"' in start
