"""Questions are counted so that nobody can be found in the numbers."""

import re
from datetime import timedelta
from html import unescape
from io import StringIO
from random import Random
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from federation.questions import recording
from federation.questions.models import AskedQuestion, QuestionDay, WithheldText
from federation.questions.popular import popular_questions
from federation.questions.privacy import may_be_counted, normalised
from federation.questions.pruning import prune_questions
from federation.questions.recording import ENOUGH_VISITS, token_for
from tests.unit.publishing.personal_numbers import resident_id

pytestmark = pytest.mark.urls("federation.config.urls_platform")
MANY = 40
"""Addresses that are certain to set more than ENOUGH_VISITS bits."""


def wordings() -> list[str]:
    return list(AskedQuestion.objects.exclude(text="").values_list("text", flat=True))


def stored() -> str:
    """Everything that the database holds of questions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(q)::text FROM questions_askedquestion AS q")
        return " ".join(row for (row,) in cursor.fetchall())


def test_the_wording_is_kept_once_enough_separate_visits_have_asked(asked):
    asked("物业费 起诉", visits=ENOUGH_VISITS - 1)
    assert wordings() == []
    assert "物业" not in stored()

    asked("物业费  起诉", visits=MANY)

    assert wordings() == ["物业费 起诉"]
    assert AskedQuestion.objects.get().asked == ENOUGH_VISITS - 1 + MANY


def test_one_visitor_who_asks_a_hundred_times_remains_rare(asked):
    for _ in range(100):
        asked("张三 离婚")

    assert wordings() == []
    assert AskedQuestion.objects.get().asked == 100


def test_a_row_says_nothing_of_who_asked(asked):
    asked("抚养费", visits=MANY)

    row = stored()
    assert "10.1" not in row
    assert "Firefox" not in row
    assert AskedQuestion.objects.get().visits.bit_count() <= 60


def test_a_question_of_yesterday_has_another_digest(asked, db):
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)

    assert recording._digest("离婚", today) != recording._digest("离婚", tomorrow)
    assert recording._digest("离婚", today) == recording._digest("离婚", today)


PERSONAL = [
    resident_id(Random(3)),
    f"身份证 {resident_id(Random(3))}",
    "13912345678 诈骗",
    "手机139-1234-5678",
    "010-88887777",
    "6222 0200 0000 0000 000",
    "zhang@example.com",
    "（2018）京0105民初1234号",
    "2018京0105民初1234号 判决",
    "我和丈夫结婚八年有两个孩子他在外地打工从来不寄钱回家我想离婚孩子的抚养费和县城的房子应该怎么分割才好呢请问法官",
    "",
]


@pytest.mark.parametrize("question", PERSONAL)
def test_a_question_that_may_tell_of_a_person_is_not_counted_at_all(question: str, asked):
    asked(question, visits=MANY)

    assert not AskedQuestion.objects.exists()
    assert token_for(question) == ""


@pytest.mark.parametrize("question", ["民法典第1165条", "法发〔2018〕20号", "2024年 工伤赔偿标准", "12368", "离婚"])
def test_numbers_of_statutes_and_documents_tell_of_nobody(question: str, db):
    assert may_be_counted(normalised(question))


@given(st.text(max_size=80))
def test_whether_anything_typed_may_be_counted_can_be_told(text: str):
    assert may_be_counted(normalised(text)) in (True, False)


def test_machines_are_not_counted(asked):
    asked("离婚", agent="Mozilla/5.0 (compatible; Baiduspider/2.0)")
    asked("离婚", agent="")

    assert not AskedQuestion.objects.exists()


def test_asking_on_the_portal_is_counted_with_what_it_found(citizen: Client, published):
    published("物业费缴纳须知")

    citizen.get("/search/", {"q": "物业费"})

    row = AskedQuestion.objects.get()
    assert (row.asked, row.found, row.opened, row.text) == (1, 1, 0, "")


def test_further_pages_filters_and_sorting_of_one_question_are_one_asking(citizen: Client, published):
    published("物业费缴纳须知")
    here = "http://portal.localhost/search/?q=%E7%89%A9%E4%B8%9A%E8%B4%B9"
    citizen.get("/search/", {"q": "物业费"}, headers={"Referer": "http://portal.localhost/"})

    citizen.get("/search/", {"q": "物业费", "level": "basic"}, headers={"Referer": here})
    citizen.get("/search/", {"q": "物业费", "page": "2"})

    assert AskedQuestion.objects.get().asked == 1


def beacon(page: str) -> str:
    return unescape(page.partition('ping="')[2].partition('"')[0])


def test_a_result_that_is_opened_is_counted_and_its_link_leads_straight_to_the_page(citizen: Client, published):
    document = published("物业费缴纳须知")
    page = citizen.get("/search/", {"q": "物业费"}).content.decode()
    assert f'<a href="{document.url}" ping="/-/opened?question=' in page

    answer = citizen.post(beacon(page))

    assert (answer.status_code, answer.content, answer.cookies.keys()) == (204, b"", {}.keys())
    assert AskedQuestion.objects.get().opened == 1


def test_the_report_of_an_opened_result_names_neither_question_nor_page(citizen: Client, published):
    document = published("物业费缴纳须知")

    address = beacon(citizen.get("/search/", {"q": "物业费"}).content.decode())

    token = address.partition("=")[2]
    assert "%E7%89%A9" not in address
    assert document.url not in unquote(address)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.[0-9a-f]{32}:[\w-]+", unquote(token))


@pytest.mark.parametrize("token", ["", "x", "2026-11-24.abc", "2026-11-24.abc:sig", "a.b.c:d", ":::", "\x00"])
def test_a_forged_report_counts_nothing_and_leads_nowhere(token: str, citizen: Client, asked):
    asked("离婚")

    answer = citizen.post("/-/opened", query_params={"question": token})

    assert answer.status_code == 204
    assert "Location" not in answer
    assert AskedQuestion.objects.get().opened == 0


def test_a_report_is_not_taken_by_reading_and_its_number_cannot_be_run_up(citizen: Client, asked):
    asked("离婚")
    report = {"question": token_for("离婚")}
    assert citizen.get("/-/opened", report).status_code == 405

    for _ in range(50):
        citizen.post("/-/opened", query_params=report)

    assert AskedQuestion.objects.get().opened == 20


def test_results_come_though_nothing_can_be_counted(citizen: Client, published):
    published("物业费缴纳须知")
    with patch.object(recording, "_ASKED", "SELECT 1/0"):
        page = citizen.get("/search/", {"q": "物业费"}).content.decode()

    assert "缴纳须知" in page
    assert not AskedQuestion.objects.exists()


def test_what_many_ask_is_offered_to_those_who_type_but_nothing_rare_and_nothing_without_results(asked):
    asked("离婚财产分割", visits=MANY)
    asked("协议离婚", visits=MANY * 2)
    asked("离婚 李四", visits=2)
    asked("离婚证丢失", visits=MANY, found=0)

    assert popular_questions("离婚", limit=5) == ["离婚财产分割", "协议离婚"]
    assert popular_questions("离", limit=5) == []


def test_what_is_withheld_is_not_offered_however_many_ask_it(asked):
    asked("离婚财产分割", visits=MANY)
    asked("离婚 某某广告", visits=MANY)
    WithheldText.objects.create(text="某某广告")

    assert popular_questions("离婚", limit=5) == ["离婚财产分割"]


def test_popular_questions_come_first_among_suggestions(citizen: Client, asked, published):
    asked("朝阳法院 立案", visits=MANY)
    published("朝阳法院开庭公告")

    offered = citizen.get("/search/suggest/", {"q": "朝阳"}).json()["suggestions"]

    assert [each["kind"] for each in offered] == ["question", "court", "court", "court", "title"]
    assert offered[0]["text"] == "朝阳法院 立案"


class TestPruning:
    def day(self, ago: int, text: str, *, asked: int = 7, found: int = 2) -> None:
        day = timezone.localdate() - timedelta(days=ago)
        AskedQuestion.objects.create(day=day, digest=f"{ago}{text}{asked}", text=text, asked=asked, found=found)

    def command(self, *arguments: str) -> str:
        out = StringIO()
        call_command("prune_questions", *arguments, stdout=out)
        return out.getvalue().strip()

    def test_old_questions_and_rare_ones_of_past_days_go_and_their_numbers_remain(self, db: None):
        self.day(0, "", asked=1)
        self.day(1, "", asked=2, found=0)
        self.day(1, "离婚")
        self.day(89, "工伤")
        self.day(90, "物业费")
        self.day(120, "", asked=1)
        expected = "2 rows older than 90 days, 1 rare questions of past days"

        assert self.command("--dry-run") == f"would delete {expected}"
        assert AskedQuestion.objects.count() == 6
        assert self.command() == f"deleted {expected}"

        assert sorted(AskedQuestion.objects.values_list("text", flat=True)) == ["", "工伤", "离婚"]
        yesterday = QuestionDay.objects.get(day=timezone.localdate() - timedelta(days=1))
        assert (yesterday.asked, yesterday.without_results, yesterday.rare) == (9, 2, 2)

    def test_pruning_again_changes_nothing(self, db: None):
        self.day(1, "", asked=2)
        prune_questions()
        before = list(QuestionDay.objects.values())

        assert (prune_questions().old, prune_questions().rare) == (0, 0)
        assert list(QuestionDay.objects.values()) == before
