"""Columns without guarantee of renewal: suggested, proposed, previewed, approved by other hands, redirected, announced, undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from federation.accounts.models import User
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from search.documents.models import Document
from sites.pages.models import ArticlePage, ClosedColumn, ColumnPage, HomePage, PlainPage
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.models import Responsibility, Unit
from sites.upkeep.due import live_columns, overview
from sites.upkeep.keeping import UpkeepRefused
from sites.upkeep.models import ColumnProposal, ColumnRule
from sites.upkeep.proposals.carrying_out import carry_out
from sites.upkeep.proposals.deciding import approve, go_on, refuse, stop, undo
from sites.upkeep.proposals.plan import Wanted, plan
from sites.upkeep.proposals.proposing import propose, suggest
from tests.flows.test_platform_admin import words
from tests.pages import draft_article, publish_article

Browse = Callable[..., Client]
State, Act = ColumnProposal.State, ColumnProposal.Act


def sub(slug: str) -> ColumnPage:
    return ColumnPage.objects.get(slug=slug)


def merger(people: dict[str, User], column: str = "media", into: str = "court-news") -> ColumnProposal:
    wanted = Wanted(act=Act.MERGE, into=sub(into))
    return propose(sub(column), wanted, user=people["supervisor"], reason="更新没有保障。")


def merged(people: dict[str, User], column: str = "media", into: str = "court-news") -> ColumnProposal:
    return carry_out(approve(merger(people, column, into), user=people["approver"]).pk)


def test_a_preview_says_what_would_happen_and_changes_nothing(
    people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    publish_article("公开的", "正文。", sub("media"), slug="one")
    publish_article("已有的", "正文。", sub("court-news"), slug="one")
    draft_article("草稿", "正文。", sub("media"))
    given = {"act": "merge", "into": str(sub("court-news").pk), "reason": "没有人写。"}
    address = f"/admin/upkeep/columns/{sub('media').pk}/propose/"

    page = words(browse(chaoyang, "supervisor").post(address, given))

    assert "2 个页面移到“法院要闻”（其中已公开 1 个），旧地址转到新地址。" in page
    assert "1 个页面与“法院要闻”中的页面地址相同，地址末尾加编号。" in page
    assert "“法院要闻”栏目页显示 180 天告示" in page
    assert "提交审批" in page
    assert not ColumnProposal.objects.exists()
    assert not ClosedColumn.objects.exists()


def test_the_way_of_a_merger_through_the_admin(people: dict[str, User], chaoyang: CourtSite, browse: Browse) -> None:
    publish_article("媒体看法院", "正文。", sub("media"), slug="one")
    given = {"act": "merge", "into": str(sub("court-news").pk), "reason": "没有人写。", "propose": "1"}
    made = browse(chaoyang, "supervisor").post(f"/admin/upkeep/columns/{sub('media').pk}/propose/", given, follow=True)
    assert "这项建议由您提出，须由其他人员审批。" in words(made)
    row = ColumnProposal.objects.get()
    address = f"/admin/upkeep/proposals/{row.pk}/"

    approver = browse(chaoyang, "approver")
    assert "审批栏目调整" in words(approver.get("/admin/"))
    said = words(approver.post(address, {"act": "approve", "opinion": "同意归并"}, follow=True))
    assert "已同意，开始执行。" in said
    job = ProcrastinateJob.objects.get(task_name="sites.upkeep.carry_out")
    assert job.args == {"schema": chaoyang.schema_name, "proposal": row.pk}
    carry_out(row.pk)

    assert "已执行" in words(approver.get(address))
    visitor = browse(chaoyang)
    for old, new in (
        ("/news/media/", "/news/court-news/"),
        ("/news/media/feed/", "/news/court-news/feed/"),
        ("/news/media/one/", "/news/court-news/one/"),
    ):
        answer = visitor.get(old)
        assert (answer.status_code, answer.headers.get("Location", "").removeprefix("http://chaoyang.localhost")) == (
            301,
            new,
        )
        assert visitor.get(new).status_code == 200
    assert f"{timezone.localdate():%Y-%m-%d} 起，“媒体报道”栏目并入本栏目" in words(visitor.get("/news/court-news/"))
    assert "媒体报道" not in words(visitor.get("/sitemap/"))
    assert "媒体报道" in words(browse(chaoyang, "writer").get("/admin/upkeep/proposals/"))
    found = Document.objects.get(title="媒体看法院")
    assert found.url.endswith("/news/court-news/one/")
    events = Entry.objects.filter(court="京0105", event__startswith="column_").order_by("number")
    assert list(events.values_list("event", "actor")) == [
        ("column_proposed", "supervisor"),
        ("column_closed", "approver"),
    ]
    assert Entry.objects.filter(court="京0105", event="moved").exists()


def test_whoever_proposed_it_does_not_approve_it_superusers_included(people: dict[str, User]) -> None:
    boss = User.objects.get(username="administrator")
    row = propose(sub("media"), Wanted(act=Act.MERGE, into=sub("court-news")), user=boss, reason="没有人写。")

    with pytest.raises(SameHands, match="由您提出"):
        approve(row, user=boss)
    with pytest.raises(UpkeepRefused, match="只有审批人"):
        approve(row, user=people["writer"])
    with pytest.raises(UpkeepRefused, match="请写明意见"):
        refuse(row, user=people["approver"], opinion=" ")
    refuse(row, user=people["approver"], opinion="本月起有专人负责。")
    assert ColumnProposal.objects.get().state == State.REFUSED
    assert not ClosedColumn.objects.exists()


def test_pages_keep_what_the_column_stood_for_in_the_catalogue_also_in_their_drafts(people: dict[str, User]) -> None:
    article = publish_article("年度典型案例", "正文。", sub("typical-cases"))
    own = publish_article("统计", "正文。", sub("typical-cases"), catalogue_item="5.1")
    article.title = "年度典型案例（修订）"
    article.save_revision()

    merged(people, "typical-cases", "research")

    article.refresh_from_db()
    own.refresh_from_db()
    assert (article.catalogue_item, own.catalogue_item) == ("5.9", "5.1")
    assert article.get_latest_revision_as_object().catalogue_item == "5.9"
    assert Document.objects.get(title="年度典型案例").catalogue_item == "5.9"
    article.get_latest_revision().publish()
    assert Document.objects.get(title="年度典型案例（修订）").catalogue_item == "5.9"


def test_what_stands_in_the_way_is_said_all_at_once(people: dict[str, User]) -> None:
    news = sub("news")

    assert plan(news, Wanted(act=Act.MERGE, into=sub("media"))).refusals == (
        "“新闻动态”下还有栏目（法院要闻、媒体报道），请先归并或关闭它们。",
        "不能归并到自身或下级栏目。",
    )
    assert plan(sub("media"), Wanted(act=Act.MERGE)).refusals == ("请选择归并到哪个栏目。",)
    assert "只有这个栏目承担，不能关闭" in plan(sub("statistics"), Wanted(act=Act.CLOSE)).refusals[0]
    assert plan(sub("media"), Wanted(act=Act.CLOSE)).refusals == (), "another column stands for the same item"
    with pytest.raises(UpkeepRefused, match="您没有修改"):
        propose(sub("media"), Wanted(act=Act.CLOSE), user=people["secrecy"], reason="没有人写。")


def test_a_closed_column_stays_to_be_read_under_a_note_and_takes_nothing_new(
    people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    article = publish_article("媒体看法院", "正文。", sub("media"), slug="one")
    publish_article("要闻", "正文。", sub("court-news"))
    plain = sub("media").add_child(instance=PlainPage(title="说明", slug="about-media"))
    row = propose(sub("media"), Wanted(act=Act.CLOSE), user=people["supervisor"], reason="没有人写。")

    approve(row, user=people["approver"])

    visitor, note = browse(chaoyang), f"“媒体报道”栏目自 {timezone.localdate():%Y-%m-%d} 起停止更新，内容留存备查"
    for page in (sub("media"), article, plain):
        answer = visitor.get(page.url)
        assert answer.status_code == 200
        assert note in words(answer)
    assert note not in words(visitor.get("/news/court-news/"))
    site_map = words(visitor.get("/sitemap/"))
    assert site_map.index("已停止更新的栏目") < site_map.index("媒体报道")
    assert site_map.count("媒体报道") == 1
    assert "/news/media/" in visitor.get("/sitemap.xml").content.decode()
    assert "媒体报道" not in words(visitor.get("/news/"))
    assert "media" not in [column.slug for column in live_columns()]
    add = f"/admin/pages/add/court_pages/articlepage/{sub('media').pk}/"
    assert browse(chaoyang, "administrator").get(add).headers.get("Location") == "/admin/"


def test_a_column_is_kept_where_a_unit_guarantees_it(people: dict[str, User]) -> None:
    unit = Unit.objects.exclude(default=True)[0]
    kept = Wanted(act=Act.KEEP, unit=unit, days=10)
    assert "不超过平台规定的 14 天" in plan(sub("media"), Wanted(act=Act.KEEP, unit=unit, days=15)).refusals[0]

    row = approve(
        propose(sub("media"), kept, user=people["supervisor"], reason="有专人负责。"), user=people["approver"]
    )

    assert row.state == State.DONE
    assert Responsibility.objects.get(column=sub("media")).unit == unit
    assert ColumnRule.objects.get(column=sub("media")).days == 10
    assert Entry.objects.filter(court="京0105", event="responsibility_changed", actor="approver").exists()


def test_undoing_puts_everything_back(people: dict[str, User], chaoyang: CourtSite, browse: Browse) -> None:
    publish_article("在要闻的", "正文。", sub("court-news"), slug="one")
    article = publish_article("媒体看法院", "正文。", sub("media"), slug="one")
    elsewhere = publish_article("后来移走的", "正文。", sub("media"), slug="two")
    row = merged(people)
    article.refresh_from_db()
    assert article.url == "/news/court-news/one-2/"
    ArticlePage.objects.get(pk=elsewhere.pk).move(HomePage.objects.get().get_children().get(slug="about"), "last-child")

    undone = carry_out(undo(row, user=people["approver"]).pk)

    assert (undone.state, undone.done, undone.left_behind) == (State.UNDONE, 1, 1)
    assert not ClosedColumn.objects.exists()
    visitor = browse(chaoyang)
    assert visitor.get("/news/media/one/").status_code == 200
    assert visitor.get("/news/media/").status_code == 200
    assert visitor.get("/news/court-news/one-2/").headers["Location"].endswith("/news/media/one/")
    assert "并入本栏目" not in words(visitor.get("/news/court-news/"))
    assert Entry.objects.filter(court="京0105", event="column_reopened").count() == 1


def test_a_merger_is_stopped_after_a_page_and_goes_on(people: dict[str, User]) -> None:
    for number in range(4):
        publish_article(f"第{number}篇", "正文。", sub("media"))
    row = approve(merger(people), user=people["approver"])
    asked = []

    def ask() -> None:
        asked.append(1)
        if len(asked) == 3:
            stop(row, user=people["approver"])

    halted = carry_out(row.pk, ask=ask)
    assert (halted.state, halted.done, halted.total) == (State.STOPPED, 2, 4)
    assert carry_out(row.pk).done == 2, "stopped means stopped"
    with pytest.raises(UpkeepRefused):
        go_on(row, user=people["writer"])
    go_on(row, user=people["approver"])
    assert (carry_out(row.pk).state, sub("media").get_children().count()) == (State.DONE, 0)


def test_a_worker_that_dies_in_the_middle_of_a_page_leaves_that_page_where_it_was(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        publish_article(f"第{number}篇", "正文。", sub("media"))
    row = approve(merger(people), user=people["approver"])
    moves = []

    def dying(page: ArticlePage, *args: object, **kwargs: object) -> None:
        moves.append(page.pk)
        if len(moves) == 2:
            raise MemoryError
        ArticlePage.__mro__[1].move(page, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "move", dying)
    with pytest.raises(MemoryError):
        carry_out(row.pk)
    monkeypatch.undo()

    row.refresh_from_db()
    assert (row.state, row.done, row.moved.count(), sub("media").get_children().count()) == (State.RUNNING, 1, 1, 2)
    assert (carry_out(row.pk).done, sub("media").get_children().count()) == (3, 0)


def test_a_merged_column_leads_on_through_later_mergers(
    people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    publish_article("一篇", "正文。", sub("media"))
    merged(people, "media", "court-news")
    merged(people, "court-news", "exemplars")

    visitor = browse(chaoyang)
    assert visitor.get("/news/media/").headers["Location"] == "/team/exemplars/"
    sub("exemplars").delete()
    assert visitor.get("/news/media/").headers["Location"] == "/news/"


def test_the_site_asks_about_columns_that_nobody_keeps_up_and_does_not_nag(
    people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    today = timezone.localdate()
    long_ago = timezone.now() - timedelta(days=200)
    article = publish_article("旧闻", "正文。", sub("media"), published_at=long_ago)
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=long_ago)
    ColumnPage.objects.filter(slug="commutation").update(first_published_at=long_ago)
    ColumnPage.objects.filter(slug="personnel").update(first_published_at=long_ago)

    assert suggest(overview(today=today), today=today) == 2
    assert suggest(overview(today=today), today=today) == 0
    asked = {row.column.slug: (row.act, row.reason) for row in ColumnProposal.objects.select_related("column")}
    assert asked == {
        "media": (Act.MERGE, "已 200 天没有更新。"),
        "personnel": (Act.CLOSE, "开设 200 天以来没有内容。"),
    }
    page = words(browse(chaoyang, "supervisor").get(f"/admin/upkeep/columns/{sub('media').pk}/propose/"))
    assert "系统提示： 已 200 天没有更新。" in page.replace("系统提示：已", "系统提示： 已")
    row = propose(sub("media"), Wanted(act=Act.CLOSE), user=people["supervisor"], reason="停办。")
    refuse(row, user=people["approver"], opinion="先不关。")
    assert suggest(overview(today=today), today=today) == 0
    later = today + timedelta(days=181)
    assert suggest(overview(today=later), today=later) > 0
