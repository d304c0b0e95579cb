"""Best bets and reports of questions in the platform's admin, and kept from every court."""

import csv
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from federation.courts.models import CourtSite
from federation.questions.models import AskedQuestion, BestBet, QuestionDay, WithheldText
from search.indexing import next_version, remove
from tests.unit.portal.conftest import published

__all__ = ["published"]
Browse = Callable[..., Client]
FORM = {
    "questions": "物业费 起诉",
    "match": "words",
    "title": "物业费纠纷指引",
    "text": "怎么办",
    "place": "100",
    "starts_on": "",
    "ends_on": "",
}


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


def words(client: Client, address: str, **parameters: str) -> str:
    answer = client.get(address, parameters)
    assert answer.status_code == 200, address
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def question(text: str, *, asked: int, found: int = 5, opened: int = 1, ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=ago)
    AskedQuestion.objects.create(day=day, digest=f"{text}{ago}", text=text, asked=asked, found=found, opened=opened)


def listed(client: Client, report: str, **parameters: str) -> list[str]:
    """The questions of a report, in order."""
    rows = rows_of(client, report, **parameters)
    return [row["问题"] for row in rows]


def rows_of(client: Client, report: str, **parameters: str) -> list[dict[str, str]]:
    answer = client.get(f"/admin/questions/{report}/", {"export": "csv", **parameters})
    assert answer["Content-Disposition"].startswith(f'attachment; filename="questions-{report.replace("-", "_")}-')
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))


class TestBestBets:
    def test_one_is_added_changed_and_deleted_and_its_history_says_by_whom(self, administrator: Client, published):
        document = published("物业费缴纳须知")
        answer = administrator.post("/admin/best-bets/new/", FORM | {"url": document.url}, follow=True)
        assert "物业费纠纷指引" in answer.content.decode()
        bet = BestBet.objects.get()
        assert (bet.document, bet.host) == (document.key, "chaoyang.localhost")

        edit = f"/admin/best-bets/edit/{bet.pk}/"
        administrator.post(edit, FORM | {"url": document.url, "title": "新标题"})

        assert BestBet.objects.get().title == "新标题"
        history = words(administrator, f"/admin/best-bets/history/{bet.pk}/")
        assert history.count("platform") >= 2
        administrator.post(f"/admin/best-bets/delete/{bet.pk}/")
        assert not BestBet.objects.exists()

    def test_a_period_that_ends_before_it_starts_is_refused_in_words(self, administrator: Client):
        period = {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}

        page = administrator.post(
            "/admin/best-bets/new/", FORM | period | {"url": "https://example.cn/"}
        ).content.decode()

        assert "结束日期不能早于开始日期。" in page
        assert not BestBet.objects.exists()

    def test_an_address_that_is_no_web_address_is_refused(self, administrator: Client):
        for url in ("javascript:alert(1)", "ftp://example.cn/", "立案"):
            administrator.post("/admin/best-bets/new/", FORM | {"url": url})

        assert not BestBet.objects.exists()

    def test_one_whose_page_came_down_is_listed_as_broken(self, administrator: Client, published):
        document = published("物业费缴纳须知")
        administrator.post("/admin/best-bets/new/", FORM | {"url": document.url})
        administrator.post("/admin/best-bets/new/", FORM | {"url": "https://example.cn/", "title": "站外指引"})
        remove(document.key, next_version())

        everything = words(administrator, "/admin/best-bets/results/")
        broken = words(administrator, "/admin/best-bets/results/", state="broken")

        assert "失效：页面已下线" in everything
        assert "物业费纠纷指引" in broken
        assert "站外指引" in everything
        assert "站外指引" not in broken
        assert "站外指引" in words(administrator, "/admin/best-bets/results/", state="shown")

    def test_the_list_is_paged_and_searched(self, administrator: Client):
        BestBet.objects.bulk_create(
            BestBet(questions=f"问题{n}", title=f"推荐{n:03}", url="https://example.cn/", place=n) for n in range(120)
        )

        first = words(administrator, "/admin/best-bets/")
        assert "推荐000" in first
        assert "推荐050" not in first
        assert "推荐050" in words(administrator, "/admin/best-bets/", p="2")
        assert "推荐117" in words(administrator, "/admin/best-bets/results/", q="问题117")


def test_a_text_is_withheld_by_form_and_listed_with_its_reason(administrator: Client):
    administrator.post("/admin/withheld-questions/new/", {"text": "某某广告", "reason": "刷出来的"})

    assert WithheldText.objects.get().text == "某某广告"
    assert "刷出来的" in words(administrator, "/admin/withheld-questions/")


class TestReports:
    def test_the_most_popular_come_first_added_up_over_days(self, administrator: Client):
        question("离婚", asked=9)
        question("工伤", asked=8)
        question("工伤", asked=8, ago=3)
        question("", asked=5, ago=1)

        assert listed(administrator, "popular") == ["工伤", "离婚"]
        assert rows_of(administrator, "popular")[0] == {
            "问题": "工伤", "提问次数": "16", "结果数": "5", "没有结果的次数": "0", "打开结果次数": "2",
        }  # fmt: skip

    def test_questions_without_results_and_without_clicks_are_told_apart(self, administrator: Client):
        question("离婚", asked=9)
        question("量子雪糕", asked=6, found=0, opened=0)
        question("执行异议", asked=7, found=40, opened=0)

        assert listed(administrator, "without-results") == ["量子雪糕"]
        assert listed(administrator, "without-clicks") == ["执行异议"]

    def test_the_period_is_chosen(self, administrator: Client):
        question("离婚", asked=9, ago=20)
        question("工伤", asked=6, ago=60)

        assert listed(administrator, "popular", days="7") == []
        assert listed(administrator, "popular") == ["离婚"]
        assert listed(administrator, "popular", days="90") == ["离婚", "工伤"]
        assert listed(administrator, "popular", days="9999") == ["离婚"]

    def test_the_page_says_how_much_is_not_listed_and_why(self, administrator: Client):
        question("离婚", asked=9)
        QuestionDay.objects.create(
            day=timezone.localdate() - timedelta(days=1), asked=1200, without_results=3, rare=456
        )

        page = words(administrator, "/admin/questions/popular/")

        assert "离婚" in page
        assert "至少由 5 次不同访问" in page
        assert "共提问 1200 次，其中 456 次未列出" in page

    def test_the_list_is_paged_and_an_empty_one_says_so(self, administrator: Client):
        assert "这段时间没有这样的问题。" in words(administrator, "/admin/questions/popular/")
        for number in range(60):
            question(f"问题{number:02}", asked=100 - number)

        assert "问题55" not in words(administrator, "/admin/questions/popular/results/")
        assert "问题55" in words(administrator, "/admin/questions/popular/results/", p="2")

    def test_a_question_that_a_spreadsheet_would_compute_is_exported_as_text(self, administrator: Client):
        question("=1+1", asked=9)

        assert listed(administrator, "popular") == ["'=1+1"]


ADDRESSES = [
    "/admin/best-bets/",
    "/admin/best-bets/new/",
    "/admin/withheld-questions/",
    "/admin/questions/popular/",
    "/admin/questions/without-clicks/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_court_reaches_them_and_nobody_without_an_account(
    address: str, chaoyang: CourtSite, portal: CourtSite, browse: Browse
):
    assert browse(chaoyang, "administrator").get(address).status_code == 404
    assert browse(portal).get(address).status_code == 302


def test_the_menu_of_the_platform_leads_there_and_a_courts_does_not(
    administrator: Client, chaoyang: CourtSite, browse: Browse
):
    assert "/admin/best-bets/" in administrator.get("/admin/").content.decode()
    assert "/admin/questions/popular/" in administrator.get("/admin/").content.decode()
    assert "best-bets" not in browse(chaoyang, "administrator").get("/admin/").content.decode()
