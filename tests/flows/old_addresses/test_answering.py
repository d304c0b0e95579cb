"""What a court's site answers at the addresses of its legacy site, asked through HTTP."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from federation.courts.models import CourtSite, Domain
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.finding import find_old_address
from tests.flows.old_addresses.conftest import HOME
from tests.pages import column, draft_article, publish_article

Browse = Callable[..., Client]
Make = Callable[..., OldAddress]
Outcome = OldAddress.Outcome


@pytest.fixture
def other_hosts(court: CourtSite) -> tuple[str, ...]:
    hosts = ("ftfy.gov.cn", "m.ftfy.gov.cn", "img.ftfy.gov.cn")
    for host in hosts:
        Domain.objects.create(domain=host, tenant=court, is_primary=False)
    return hosts


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


SPELLINGS = [
    "/public/detail.asp?id=7&lm=3",
    "/public/detail.asp?lm=3&id=7",
    "//public///detail.asp?id=7&lm=3",
    "/public/./x/../detail.asp?id=7&lm=3",
    "/public/detail.asp?id=7&lm=3&utm_source=weixin&from=timeline",
    "/public/detail.asp;jsessionid=AB12?id=7&lm=3",
    "/Public/Detail.ASP?ID=7&LM=3",
    "/m/public/detail.asp?id=7&lm=3",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_an_old_address_leads_to_the_same_page(
    visitor: Client, spelling: str, old_address: Make
) -> None:
    page = publish_article("一则公告", slug="notice-7")
    old_address("/public/detail.asp?id=7&lm=3", page=page)

    path, _question, query = spelling.partition("?")
    answer = visitor.get("/", PATH_INFO=path, QUERY_STRING=query)

    assert (answer.status_code, answer["Location"]) == (301, page.url)


@pytest.mark.parametrize("asked", ["/public/detail.asp?id=8&lm=3", "/public/detail.asp?id=7", "/public/detail.asp"])
def test_parameters_that_carry_identity_tell_addresses_apart(visitor: Client, asked: str, old_address: Make) -> None:
    old_address("/public/detail.asp?id=7&lm=3", page=publish_article("一则公告"))

    assert visitor.get(asked).status_code == 404


@pytest.mark.parametrize("encoded", ["%B9%AB%B8%E6", "%E5%85%AC%E5%91%8A", "%e5%85%ac%e5%91%8a"])
def test_a_name_is_the_same_in_gbk_and_utf_8_in_path_and_query(
    visitor: Client, encoded: str, old_address: Make
) -> None:
    old_address("/公告/1.html", page=column())
    old_address("/list.asp?lm=公告", page=column())

    path = unquote_to_bytes(f"/{encoded}/1.html").decode("latin-1")
    assert visitor.get("/", PATH_INFO=path).status_code == 301
    assert visitor.get("/", PATH_INFO="/list.asp", QUERY_STRING=f"lm={encoded}").status_code == 301
    raw = unquote_to_bytes(f"lm={encoded}").decode("latin-1")
    assert visitor.get("/", PATH_INFO="/list.asp", QUERY_STRING=raw).status_code == 301


def test_the_home_page_answers_for_an_article_by_number_and_for_nothing_else(
    visitor: Client, old_address: Make
) -> None:
    old_address("/?id=7", page=column())

    assert visitor.get("/?id=7")["Location"] == "/news/"
    assert visitor.get("/index.php?id=7").status_code == 301
    assert visitor.get("/?id=8").status_code == 200
    assert visitor.get("/?utm_source=weixin").status_code == 200


@pytest.mark.parametrize("path", ["/index.html", "/default.asp", "/index.php?utm_source=a", "/m/", "/wap/index.html"])
def test_the_old_names_of_the_home_page_lead_home(visitor: Client, court: CourtSite, path: str) -> None:
    Domain.objects.create(domain="ftfy.gov.cn", tenant=court, is_primary=False)

    assert visitor.get(path)["Location"] == "/"
    assert visitor.get(path, headers={"host": "ftfy.gov.cn"})["Location"] == f"{court.address}/"
    assert visitor.get("/index.html?id=8").status_code == 404


def test_only_reading_is_redirected(visitor: Client, old_address: Make) -> None:
    old_address("/a.html", page=column())

    assert visitor.head("/a.html").status_code == 301
    assert visitor.post("/a.html").status_code == 404


def test_a_page_of_the_new_site_is_stronger_than_an_old_address(visitor: Client, old_address: Make) -> None:
    old_address("/news/", Outcome.FAILED)

    assert visitor.get("/news/").status_code == 200


def test_case_counts_where_two_addresses_differ_in_nothing_else(visitor: Client, old_address: Make) -> None:
    small, large = publish_article("小写"), publish_article("大写")
    old_address("/id/abc.shtml", page=small)
    old_address("/id/ABC.shtml", page=large)

    assert visitor.get("/id/ABC.shtml")["Location"] == large.url
    assert visitor.get("/id/abc.shtml")["Location"] == small.url
    assert visitor.get("/id/Abc.shtml").status_code == 404


def test_a_lookup_takes_at_most_two_queries(court: CourtSite, old_address: Make) -> None:
    old_address("/n/1.html", page=column())

    for url in (f"{HOME}/n/1.html", f"{HOME}/N/1.HTML", "http://m.ftfy.gov.cn/wap/n/2.html"):
        with CaptureQueriesContext(connection) as queries:
            find_old_address(url)
        assert len(queries) <= 2, url


def test_an_address_beyond_all_measure_is_stored_and_found(visitor: Client, old_address: Make) -> None:
    path = "/s.asp?w=" + "".join(f"{number:x}法" for number in range(450))
    old_address(path, page=column())

    assert visitor.get(path).status_code == 301
    assert visitor.get(path + "1").status_code == 404
    assert visitor.get("/" + "a" * 9000 + "/").status_code == 404


class TestOtherHosts:
    def test_a_page_redirects_to_the_main_host_with_path_and_query_untouched(
        self, visitor: Client, court: CourtSite, other_hosts: tuple[str, ...]
    ) -> None:
        asked = "/news/?page=2&x=%E5%85%AC&utm_source=a"
        for host in (*other_hosts, "www.ftfy.gov.cn"):
            answer = visitor.get(asked, headers={"host": host})
            assert (answer.status_code, answer["Location"]) == (301, court.address + asked)
        assert visitor.get("/", headers={"host": "ftfy.gov.cn"})["Location"] == court.address + "/"

    def test_an_old_address_goes_to_its_page_in_one_step(
        self, visitor: Client, court: CourtSite, other_hosts: tuple[str, ...], old_address: Make
    ) -> None:
        page = publish_article("一则公告")
        old_address("/n/1.html", page=page)

        for host, path in (
            ("ftfy.gov.cn", "/n/1.html"),
            ("www.ftfy.gov.cn", "/n/1.html"),
            ("m.ftfy.gov.cn", "/n/1.html"),
            ("m.ftfy.gov.cn", "/wap/n/1.html"),
        ):
            answer = visitor.get(path, headers={"host": host})
            assert (answer.status_code, answer["Location"]) == (301, f"{court.address}{page.url}"), (host, path)

    def test_an_address_of_a_lesser_host_leads_elsewhere_than_on_the_others(
        self, visitor: Client, court: CourtSite, other_hosts: tuple[str, ...], old_address: Make
    ) -> None:
        old_address("/a.html", page=publish_article("主站"))
        own = publish_article("图片站")
        old_address("/a.html", page=own, host="img.ftfy.gov.cn")

        assert visitor.get("/a.html", headers={"host": "img.ftfy.gov.cn"})["Location"].endswith(own.url)
        assert not visitor.get("/a.html", headers={"host": "ftfy.gov.cn"})["Location"].endswith(own.url)

    def test_a_new_page_is_stronger_there_too_and_what_is_gone_is_gone(
        self, visitor: Client, court: CourtSite, other_hosts: tuple[str, ...], old_address: Make
    ) -> None:
        old_address("/news/", Outcome.FAILED)
        old_address("/lost.html", Outcome.FAILED)

        assert visitor.get("/news/", headers={"host": "ftfy.gov.cn"})["Location"] == court.address + "/news/"
        assert visitor.get("/lost.html", headers={"host": "ftfy.gov.cn"}).status_code == 410

    def test_the_admin_health_and_forms_answer_on_every_host(
        self, visitor: Client, court: CourtSite, other_hosts: tuple[str, ...]
    ) -> None:
        host = {"host": "ftfy.gov.cn"}
        assert visitor.get("/admin/login/", headers=host).status_code == 200
        assert visitor.get("/-/live", headers=host).status_code == 200
        assert visitor.get("/-/preferences?language=en&next=/", headers=host)["Location"] == "/"

    def test_a_preview_is_not_redirected(self, court: CourtSite, other_hosts: tuple[str, ...]) -> None:
        page = publish_article("预览")
        request = page.make_preview_request()
        assert request.status_code == 200
        Domain.objects.filter(tenant=court, is_primary=True).update(is_primary=False)
        Domain.objects.filter(domain="ftfy.gov.cn").update(is_primary=True)

        assert page.make_preview_request().status_code == 200


class TestGone:
    @pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.SKIPPED, Outcome.REDIRECTED, Outcome.IMPORTED])
    def test_what_led_nowhere_is_answered_410_with_a_reason_in_a_readers_words(
        self, visitor: Client, outcome: str, old_address: Make
    ) -> None:
        old_address("/x/1.html", outcome, reason="HTTP 500 at 10.1.2.3")

        answer = visitor.get("/x/1.html")

        assert answer.status_code == 410
        assert "这个页面已经不在了" in words(answer)
        assert "HTTP 500" not in words(answer)
        assert 'name="robots" content="noindex"' in words(answer)
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Cache-Control"] == "max-age=600"
        assert 'href="/"' in words(answer)

    def test_the_next_best_page_is_the_one_named_else_the_column_of_its_folder(
        self, visitor: Client, old_address: Make
    ) -> None:
        old_address("/a/1.html", Outcome.SKIPPED, page=publish_article("全文在此", slug="full"))
        old_address("/sfgk/ktgg/", Outcome.LIST, page=column("notices"))
        old_address("/sfgk/ktgg/2016/t3.html", Outcome.FAILED)

        assert 'href="/news/full/">全文在此' in words(visitor.get("/a/1.html"))
        assert 'class="button" href="/notices/"' in words(visitor.get("/sfgk/ktgg/2016/t3.html"))

    def test_without_one_the_search_holds_the_words_of_the_address(self, visitor: Client, old_address: Make) -> None:
        old_address("/list.asp?lm=执行公告", Outcome.FAILED)

        answer = words(visitor.get("/list.asp?lm=执行公告"))

        assert answer.count('value="执行公告"') == 1
        assert "用地址里的字词搜索" in answer

    def test_a_page_that_was_public_and_came_down_is_gone_and_its_column_is_next_best(
        self, visitor: Client, old_address: Make
    ) -> None:
        page = publish_article("不再公开的标题")
        old_address("/n/1.html", page=page)
        page.unpublish()

        answer = visitor.get("/n/1.html")

        assert answer.status_code == 410
        assert "不再公开的标题" not in words(answer)
        assert "后来撤下" in words(answer)
        assert 'class="button" href="/news/"' in words(answer)

    def test_a_page_that_was_deleted_is_gone(self, visitor: Client, old_address: Make) -> None:
        page = publish_article("删除的标题")
        old_address("/n/1.html", page=page)
        page.delete()

        answer = visitor.get("/n/1.html")

        assert answer.status_code == 410
        assert "删除的标题" not in words(answer)

    def test_a_draft_is_not_spoken_of(self, visitor: Client, old_address: Make) -> None:
        old_address("/n/1.html", page=draft_article("未公布的标题"))

        answer, unknown = visitor.get("/n/1.html"), visitor.get("/n/2.html")

        assert answer.status_code == 404
        assert words(answer).replace("2F1.html", "2F2.html") == words(unknown)

    def test_a_page_for_some_is_not_named_as_the_next_best(self, visitor: Client, old_address: Make) -> None:
        page = publish_article("仅内部可见")
        page.view_restrictions.create(restriction_type="login")
        old_address("/n/1.html", Outcome.FAILED, page=page)

        answer = words(visitor.get("/n/1.html"))

        assert "仅内部可见" not in answer
        assert 'class="button" href="/news/"' in answer

    def test_parts_of_pages_are_answered_in_one_line(self, visitor: Client, old_address: Make) -> None:
        old_address("/css/a.css?v=2", Outcome.ASSET)

        answer = visitor.get("/css/a.css?v=2")

        assert (answer.status_code, answer["Content-Type"]) == (410, "text/plain; charset=utf-8")

    def test_an_editors_own_redirect_is_stronger(self, visitor: Client, court: CourtSite, old_address: Make) -> None:
        from wagtail.contrib.redirects.models import Redirect

        old_address("/x/1.html", Outcome.FAILED)
        Redirect.add_redirect("/x/1.html", redirect_to="/news/")

        assert visitor.get("/x/1.html")["Location"] == "/news/"


def test_an_old_address_of_one_court_is_none_at_another(
    court: CourtSite, chaoyang: CourtSite, browse: Browse, inside: Callable, old_address: Make
) -> None:
    old_address("/n/1.html", page=column())
    old_address("/n/2.html", Outcome.FAILED)

    assert browse(court).get("/n/1.html").status_code == 301
    assert browse(chaoyang).get("/n/1.html").status_code == 404
    assert browse(chaoyang).get("/n/2.html").status_code == 404
