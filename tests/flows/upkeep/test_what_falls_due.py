"""What falls due: the list in the court's admin, confirming instead of renewing, reminders, the verdict, and what the platform sees."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import BaseViewRestriction, PageViewRestriction

from federation.accounts.models import User
from federation.courts.models import CourtSite
from federation.upkeep.models import FreshnessRule, InspectionTerms, UpkeepReport
from sites.pages.models import ArticlePage, ColumnPage
from sites.publishing.review.asking import responsibility_for
from sites.publishing.review.models import Responsibility, Unit
from sites.publishing.review.todo import todo_of
from sites.upkeep.answering import responsibilities_of
from sites.upkeep.due import ColumnDue, State, live_columns, overview
from sites.upkeep.models import Confirmation
from sites.upkeep.reminding import watch
from tests.flows.test_platform_admin import menu, words
from tests.pages import publish_article

Browse = Callable[..., Client]


def sub(slug: str) -> ColumnPage:
    return ColumnPage.objects.get(slug=slug)


def published(slug: str, days_ago: int, title: str = "旧闻") -> ArticlePage:
    """An article that has stood in a column for so many days."""
    then = timezone.now() - timedelta(days=days_ago)
    article = publish_article(title, "正文。", sub(slug), published_at=then)
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=then, first_published_at=then)
    return article


def row(slug: str, today: date | None = None) -> ColumnDue:
    found = overview(today=today or timezone.localdate())
    return next(each for each in found.columns if each.column.slug == slug)


@pytest.mark.parametrize(
    ("slug", "days_ago", "state"),
    [
        ("court-news", 6, State.FINE),
        ("court-news", 8, State.DUE_SOON),
        ("court-news", 14, State.DUE_SOON),
        ("court-news", 15, State.OVERDUE),
        ("court-news", 184, State.LONG_STALE),
        ("hearing-notices", 15, State.FINE),
        ("hearing-notices", 184, State.OVERDUE),
        ("profile", 184, State.OVERDUE),
        ("regulatory", 184, State.FINE),
    ],
)
def test_each_kind_of_column_has_a_term_of_its_own(slug: str, days_ago: int, state: State) -> None:
    published(slug, days_ago)

    assert row(slug).state == state


def test_a_date_in_the_future_renews_nothing() -> None:
    article = published("court-news", 30)
    ArticlePage.objects.filter(pk=article.pk).update(published_at=timezone.now() + timedelta(days=300))

    assert row("court-news").last == timezone.localdate() - timedelta(days=30)


def test_a_column_above_is_as_fresh_as_the_freshest_below_it_and_drafts_and_private_pages_renew_nothing() -> None:
    published("news", 25)
    published("court-news", 20)
    published("media", 3)
    hidden = published("court-news", 1, "内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type=BaseViewRestriction.LOGIN)

    assert row("news").last == timezone.localdate() - timedelta(days=3)
    assert (row("court-news").state, row("court-news").pages) == (State.OVERDUE, 1)


def test_what_is_always_right_is_kept_by_confirming_it(chaoyang: CourtSite, browse: Browse) -> None:
    published("profile", 200)
    published("court-news", 20)
    client = browse(chaoyang, "administrator")

    answer = client.post(f"/admin/upkeep/columns/{sub('profile').pk}/", {"remark": "对照三定方案核对"}, follow=True)

    assert "已记录：“法院简介”今天核对无误。" in words(answer)
    assert f"{timezone.localdate():%Y-%m-%d} administrator：对照三定方案核对" in words(answer)
    assert row("profile").state == State.FINE
    refused = words(client.post(f"/admin/upkeep/columns/{sub('court-news').pk}/", {"remark": ""}))
    assert "须以更新保持，不能以核对代替" in refused
    assert Confirmation.objects.count() == 1


@pytest.mark.reviewed
def test_only_the_responsible_unit_confirms(people: dict[str, User], chaoyang: CourtSite, browse: Browse) -> None:
    other = Unit.objects.exclude(default=True)[0]
    Responsibility.objects.create(column=sub("profile"), unit=other)

    answer = browse(chaoyang, "writer").post(f"/admin/upkeep/columns/{sub('profile').pk}/", {"remark": ""})

    assert "由责任部门核对，您不在其中" in words(answer)
    assert not Confirmation.objects.exists()
    other.people.add(people["writer"])
    browse(chaoyang, "writer").post(f"/admin/upkeep/columns/{sub('profile').pk}/", {"remark": ""})
    assert Confirmation.objects.get().confirmed_by == people["writer"]


def test_a_court_may_be_stricter_than_the_platform_and_never_laxer(chaoyang: CourtSite, browse: Browse) -> None:
    published("court-news", 10)
    client, address = browse(chaoyang, "administrator"), f"/admin/upkeep/columns/{sub('court-news').pk}/"

    assert "只能定得更严，不能放宽到 15 天" in words(client.post(address, {"set_days": "1", "days": "15"}))
    assert row("court-news").state == State.DUE_SOON
    client.post(address, {"set_days": "1", "days": "7"})
    assert row("court-news").state == State.OVERDUE
    FreshnessRule.objects.create(kind="news", days=5, long_days=100)
    assert row("court-news").rule.days == 5, "the platform has become stricter than the court"


def test_the_list_says_when_each_column_is_due_and_is_sorted_filtered_and_paged(
    chaoyang: CourtSite, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    published("court-news", 20)
    published("media", 10)
    published("profile", 1)
    client = browse(chaoyang, "administrator")

    page = words(client.get("/admin/upkeep/"))
    due = [timezone.localdate() + timedelta(days=days) for days in (-6, 4)]
    assert page.index("新闻动态 › 法院要闻") < page.index("新闻动态 › 媒体报道") < page.index("法院概况 › 法院简介")
    assert all(day.isoformat() in page for day in due)
    assert "14 天内更新" in page
    assert "办公室（兜底）" in page
    late = words(client.get("/admin/upkeep/", {"state": "overdue"}))
    assert "法院要闻" in late
    assert "媒体报道" not in late
    backwards = words(client.get("/admin/upkeep/", {"ordering": "-last"}))
    assert backwards.index("法院简介") < backwards.index("媒体报道") < backwards.index("法院要闻")
    monkeypatch.setattr("sites.upkeep.admin.due.A_PAGE", 2)
    assert "法院简介" not in words(client.get("/admin/upkeep/"))
    assert "法院简介" in words(client.get("/admin/upkeep/", {"p": "2"}))


def test_the_list_costs_as_many_queries_for_many_columns_as_for_few() -> None:
    ColumnPage.objects.exclude(slug__in=["news", "court-news"]).update(live=False)
    published("court-news", 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(overview(today=timezone.localdate()).columns) == 1
    ColumnPage.objects.update(live=True)
    with CaptureQueriesContext(connection) as many:
        assert len(overview(today=timezone.localdate()).columns) > 30

    assert len(many) == len(few)


def test_who_answers_for_a_column_is_said_as_the_review_says_it() -> None:
    first, second = Unit.objects.exclude(default=True)[:2]
    Responsibility.objects.create(column=sub("news"), unit=first)
    Responsibility.objects.create(item="6.2", unit=second)
    Responsibility.objects.create(column=sub("hearing-notices"), unit=first)
    columns = live_columns()

    assert responsibilities_of(columns) == {
        column.pk: found for column in columns if (found := responsibility_for(column))
    }


def test_what_falls_due_stands_in_the_to_do_list_of_the_unit_and_on_the_start_page(
    people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    published("court-news", 20)
    published("media", 1)
    elsewhere = Unit.objects.exclude(default=True)[0]
    Responsibility.objects.create(column=sub("media"), unit=elsewhere)

    todo = todo_of(people["writer"])

    assert {(each.title, each.step) for each in todo} == {("新闻动态 › 法院要闻", "更新栏目")}
    page = words(browse(chaoyang, "writer").get("/admin/"))
    assert "逾期的栏目 1 个，七天内到期的 0 个。" in page
    assert "网站目前不合格" in page
    assert "栏目更新" in menu(browse(chaoyang, "writer"))


def test_many_columns_do_not_drown_what_waits_in_the_review(people: dict[str, User]) -> None:
    for number, slug in enumerate(("court-news", "media", "hearing-notices", "auctions", "profile")):
        published(slug, 200 + number)

    todo = todo_of(people["writer"])

    assert [each.title for each in todo][-1] == "另外 2 个栏目"
    assert len(todo) == 4
    assert todo[-1].note.count("、") == 1


def test_a_column_that_only_gathers_others_does_not_count_besides_them(chaoyang: CourtSite, browse: Browse) -> None:
    published("court-news", 20)

    counted = overview(today=timezone.localdate())
    assert "news" not in [each.column.slug for each in counted.columns]
    assert counted.verdict.stale.number == 1
    page = words(browse(chaoyang, "administrator").get(f"/admin/upkeep/columns/{sub('news').pk}/"))
    assert "只汇集下级栏目" in page


def test_the_unit_is_reminded_before_the_day_then_its_head_then_the_supervisors_each_once(
    people: dict[str, User], settings
) -> None:
    settings.EMAIL_URL = "consolemail://"
    for name in ("writer", "approver", "supervisor"):
        User.objects.filter(username=name).update(email=f"{name}@example.com")
    unit = Unit.objects.get(default=True)
    unit.people.set([people["writer"]])
    Unit.objects.filter(pk=unit.pk).update(head=people["approver"])
    published("hearing-notices", 0)
    ColumnPage.objects.exclude(slug="hearing-notices").update(live=False)
    due = row("hearing-notices").due
    assert due is not None

    def told(days: int) -> list[str]:
        mail.outbox.clear()
        watch(due + timedelta(days=days))
        return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)

    assert told(-8) == []
    assert told(-7) == ["writer"]
    assert told(0) == [], "the day itself is in time"
    assert told(1) == ["approver", "writer"]
    assert told(2) == []
    assert told(3) == ["supervisor"]
    assert told(30) == []


def test_any_one_indicator_fails_the_site(chaoyang: CourtSite) -> None:
    InspectionTerms.objects.create(empty_columns=500)
    for slug in ("court-news", "media"):
        published(slug, 1)
    assert not overview(today=timezone.localdate()).verdict.fails

    later = overview(today=timezone.localdate() + timedelta(days=15)).verdict
    assert (later.home_days, later.home_untouched, later.stale.number) == (15, True, 2), (
        "the home page itself was written today"
    )
    assert not later.stale.stands
    InspectionTerms.objects.update(home_days=100, stale_columns=2)
    assert overview(today=timezone.localdate() + timedelta(days=15)).verdict.stale.stands
    InspectionTerms.objects.update(stale_columns=500, empty_columns=5)
    assert overview(today=timezone.localdate()).verdict.empty.stands


def test_the_platform_sees_every_courts_figures_and_no_more(
    chaoyang: CourtSite, fengtai: CourtSite, portal: CourtSite, inside: Callable, browse: Browse
) -> None:
    published("court-news", 20, "朝阳的旧闻")
    watch()
    with inside(fengtai):
        watch()
    with inside(portal):
        report = UpkeepReport.objects.get(court="京0105")
        assert (report.fails, report.overdue, report.stale, report.home_untouched) == (True, 1, 1, False)
        page = words(browse(portal, "platform").get("/admin/upkeep/reports/", {"ordering": "-overdue"}))
    assert page.index("北京市朝阳区人民法院") < page.index("北京市丰台区人民法院")
    assert "不合格" in page
    assert "朝阳的旧闻" not in page


def test_the_platform_edits_the_rules_for_all_courts(
    chaoyang: CourtSite, portal: CourtSite, inside: Callable, browse: Browse
) -> None:
    published("court-news", 20)
    with inside(portal):
        client = browse(portal, "platform")
        assert "14 天 183 天 更新" in words(client.get("/admin/upkeep/rules/"))
        wrong = {"days": "30", "long_days": "30"}
        assert "须大于更新期限" in words(client.post("/admin/upkeep/rules/news/", wrong))
        client.post("/admin/upkeep/rules/news/", {"days": "30", "long_days": "300"})
        client.post(
            "/admin/upkeep/terms/",
            {"home_days": "30", "stale_columns": "5", "long_stale_columns": "10", "empty_columns": "5"},
        )
        assert "首页 30 天未更新" in words(client.get("/admin/upkeep/rules/"))
    assert row("court-news").state == State.FINE
    assert browse(chaoyang, "administrator").get("/admin/upkeep/rules/").status_code in (302, 404)
