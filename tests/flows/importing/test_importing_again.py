"""An import that is run again changes only what changed at the source, and nothing that was edited here."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from search.services import search
from search.types import Query
from sites.legacy.importing.outcomes import Change
from sites.legacy.models import ColumnMapping, OldAddress
from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage, ColumnPage
from tests.flows.importing.conftest import LegacySite, imported, page_of
from tests.pages import column
from tests.unit.legacy.families import story

NEWER = "<p>新的一段：自明年一月起，诉讼服务大厅周六照常开放。</p>" + story(2)


def edit(page: ArticlePage, **fields: object) -> ArticlePage:
    """As an editor does: a revision, and its publication where the page is live."""
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if page.live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def changes(report) -> dict[Change, int]:
    return {change: count for change, count in report.changes.items() if count}


def test_what_changed_at_the_source_is_changed_here_and_nothing_else(legacy: LegacySite) -> None:
    legacy.bring_in()
    before = {number: page_of(number) for number in (1, 2, 3)}
    legacy.article(2, title="关于第2项工作的补充通知", body=NEWER)

    report = legacy.bring_in()

    assert changes(report) == {Change.UPDATED: 1, Change.UNCHANGED: 2}
    after = page_of(2)
    assert (after.pk, after.slug, after.path, after.live) == (before[2].pk, before[2].slug, before[2].path, True)
    assert after.title == after.draft_title == "关于第2项工作的补充通知"
    assert "周六照常开放" in plain_text(after.body)
    assert not after.has_unpublished_changes
    assert after.live_revision_id == after.latest_revision_id != before[2].latest_revision_id
    assert after.get_latest_revision().content["title"] == after.title
    log = PageLogEntry.objects.filter(page=after.pk).values_list("action", flat=True)
    assert sorted(log) == ["wagtail.create", "wagtail.edit", "wagtail.publish"]
    assert search(Query(text="周六照常开放", courts=("京0106",))).total == 1
    assert [page_of(number).latest_revision_id for number in (1, 3)] == [
        before[number].latest_revision_id for number in (1, 3)
    ]


def test_a_draft_that_changed_at_the_source_stays_a_draft(legacy: LegacySite) -> None:
    legacy.bring_in(publish=False)
    legacy.article(2, body=NEWER)
    legacy.bring_in(publish=False)

    page = page_of(2)
    assert (page.live, page.has_unpublished_changes) == (False, True)
    assert "周六照常开放" in plain_text(page.body)


@pytest.mark.parametrize("publish", [True, False])
def test_what_was_edited_here_is_not_overwritten_and_the_newer_text_waits(legacy: LegacySite, publish: bool) -> None:
    legacy.bring_in(publish=publish)
    edit(page_of(2), title="编辑改过的标题")
    legacy.article(2, body=NEWER)
    pages = list(Page.objects.order_by("pk").values_list())

    report = legacy.bring_in(publish=publish)
    again = legacy.bring_in(publish=publish)

    assert changes(report) == changes(again) == {Change.CONFLICT: 1, Change.UNCHANGED: 2}
    assert report.left_over["conflicts"] == 1
    assert list(Page.objects.order_by("pk").values_list()) == pages
    article = imported(2)
    assert "周六照常开放" in article.newer["html"]
    assert article.newer["title"] == "关于第2项工作的通知"
    assert page_of(2).get_latest_revision_as_object().title == "编辑改过的标题"


def test_an_edit_that_waits_as_a_draft_counts_as_one(legacy: LegacySite) -> None:
    legacy.bring_in()
    page = page_of(2)
    page.title = "尚未发布的改动"
    page.save_revision()
    legacy.article(2, body=NEWER)

    assert changes(legacy.bring_in())[Change.CONFLICT] == 1
    assert page_of(2).title == "关于第2项工作的通知"


def test_opening_a_page_in_the_editor_and_saving_it_is_no_edit(legacy: LegacySite) -> None:
    """The editor of rich text marks every paragraph with a key of its own."""
    legacy.bring_in()
    page = page_of(2)
    raw = [dict(block) for block in page.body.raw_data]
    raw[0] = {**raw[0], "id": "other", "value": raw[0]["value"].replace("<p>", '<p data-block-key="abc12">')}
    page.body = page._meta.get_field("body").stream_block.to_python(raw)
    page.save_revision().publish()
    legacy.article(2, body=NEWER)

    assert changes(legacy.bring_in())[Change.UPDATED] == 1


def test_a_conflict_is_over_when_the_source_goes_back(legacy: LegacySite) -> None:
    legacy.bring_in()
    edit(page_of(2), title="编辑改过的标题")
    legacy.article(2, body=NEWER)
    legacy.bring_in()
    legacy.article(2)
    legacy.bring_in()

    assert imported(2).newer is None


def test_what_was_deleted_here_is_not_made_again(legacy: LegacySite) -> None:
    legacy.bring_in()
    page_of(2).delete()
    legacy.article(2, body=NEWER)

    assert changes(legacy.bring_in()) == {Change.DELETED: 1, Change.UNCHANGED: 2}
    assert ArticlePage.objects.count() == 2


def test_a_newer_text_with_personal_data_waits_as_a_draft_of_a_page_that_stays_public(legacy: LegacySite) -> None:
    legacy.bring_in()
    legacy.article(2, body=story(2) + "<p>联系人张某，身份证号 11010519491231002X。</p>")
    legacy.bring_in()

    page = page_of(2)
    assert page.live
    assert page.has_unpublished_changes
    assert "11010519491231002X" not in plain_text(page.body)
    assert "11010519491231002X" in plain_text(page.get_latest_revision_as_object().body)
    assert [finding["check"] for finding in imported(2).findings] == ["resident_id"]
    assert search(Query(text="11010519491231002X")).total == 0

    legacy.article(2, body=NEWER)
    legacy.bring_in()
    page = page_of(2)
    assert not page.has_unpublished_changes
    assert "周六照常开放" in plain_text(page.body)
    assert imported(2).findings == []


def test_what_the_source_answers_with_404_now_is_noted_and_stays(legacy: LegacySite) -> None:
    legacy.bring_in()
    del legacy.titles[2]
    legacy.other("/article/detail/2018/11/id/2.shtml", "没有", status="404 Not Found")

    assert legacy.bring_in().gone == 1
    assert legacy.bring_in().gone == 0
    article = imported(2)
    assert article.gone_at is not None
    assert article.page.live
    assert OldAddress.objects.get(url=article.url).outcome == "imported"

    legacy.others.clear()
    legacy.article(2)
    legacy.bring_in()
    assert imported(2).gone_at is None


def test_a_page_follows_its_article_to_another_column_unless_an_editor_has_moved_it(legacy: LegacySite) -> None:
    elsewhere = ColumnPage.objects.get(title="教育培训")
    ColumnMapping.objects.create(trail="新闻中心 › 法治宣传", column=elsewhere, state="confirmed")
    for number in (1, 3):
        legacy.article(number, column="法治宣传")
    legacy.bring_in()
    page_of(3).move(column("notices"), pos="last-child")
    moved_by_hand, before = page_of(3).path, page_of(1).url
    for number in (1, 3):
        legacy.article(number)

    report = legacy.bring_in()

    assert changes(report) == {Change.MOVED: 1, Change.CONFLICT: 1, Change.UNCHANGED: 1}
    assert page_of(1).get_parent().pk == page_of(2).get_parent().pk
    assert [redirect.redirect_page_id for redirect in Redirect.objects.filter(old_path=before.rstrip("/"))] == [
        page_of(1).pk
    ]
    assert page_of(3).path == moved_by_hand
    assert imported(3).relocation["why"] == ["moved"]
    assert changes(legacy.bring_in()) == {Change.UNCHANGED: 3}
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_that_was_moved_by_hand_is_no_conflict_where_its_column_leads_as_before(legacy: LegacySite) -> None:
    legacy.article(3, column="法治宣传")
    legacy.bring_in()
    page_of(3).move(column("notices"), pos="last-child")
    legacy.article(3)

    assert changes(legacy.bring_in()) == {Change.UNCHANGED: 3}
    assert imported(3).relocation is None


def test_a_second_run_writes_no_page_no_revision_and_no_log(legacy: LegacySite) -> None:
    legacy.bring_in()
    state = [list(model.objects.order_by("pk").values_list()) for model in (Page, ArticlePage, Revision, PageLogEntry)]
    legacy.bring_in(publish=False)

    assert state == [
        list(model.objects.order_by("pk").values_list()) for model in (Page, ArticlePage, Revision, PageLogEntry)
    ]
