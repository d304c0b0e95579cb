"""Conflicts between what was edited here and what the legacy site says now, in the admin."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from federation.courts.models import CourtSite
from sites.legacy.importing.differences import Piece, Row, compare
from sites.legacy.importing.outcomes import Change
from sites.legacy.models import ImportedArticle
from sites.pages.blocks import plain_text
from tests.flows.importing.conftest import LegacySite, imported, page_of
from tests.flows.importing.test_files_and_findings import PERSONAL
from tests.flows.importing.test_importing_again import NEWER, edit
from tests.flows.importing.test_links_between_pages import link, source_of
from tests.unit.legacy.families import story

Browse = Callable[..., Client]


@pytest.fixture
def conflict(legacy: LegacySite) -> ImportedArticle:
    """Article 2 was edited here, and changed there since."""
    return conflicting(legacy, NEWER)


def conflicting(legacy: LegacySite, body: str) -> ImportedArticle:
    legacy.bring_in()
    edit(page_of(2), title="编辑改过的标题")
    legacy.article(2, body=body)
    legacy.bring_in()
    return imported(2)


def decide(visitor: Client, article: ImportedArticle, choice: str):
    return visitor.post(reverse("conflicts:decide", args=[article.pk]), {"choice": choice})


def actions() -> list[tuple[str, str]]:
    entries = PageLogEntry.objects.filter(page=page_of(2).pk, user__isnull=False).order_by("timestamp")
    return [(entry.action, entry.user.username) for entry in entries]


def test_both_texts_stand_side_by_side_with_what_differs_marked(
    conflict: ImportedArticle, court: CourtSite, browse: Browse
) -> None:
    administrator = browse(court, "administrator")

    listed = administrator.get("/admin/move/conflicts/").content.decode()
    assert conflict.title in listed
    assert f"/admin/move/conflicts/{conflict.pk}/" in listed
    assert json.dumps("内容冲突（1）").strip('"') in listed
    shown = administrator.get(f"/admin/move/conflicts/{conflict.pk}/").content.decode()
    assert "<ins>新的一段：自明年一月起，诉讼服务大厅周六照常开放。</ins>" in shown
    assert "编辑改过的标题" in shown
    assert "3 段相同" not in shown
    assert conflict.url in shown


def test_ours_is_kept_and_the_same_text_is_not_asked_about_again(
    legacy: LegacySite, conflict: ImportedArticle, court: CourtSite, browse: Browse
) -> None:
    before = page_of(2).latest_revision_id
    assert decide(browse(court, "administrator"), conflict, "keep").status_code == 302

    assert imported(2).newer is None
    assert page_of(2).latest_revision_id == before
    assert actions()[-1] == ("legacy.kept", "administrator")
    assert legacy.bring_in().changes[Change.UNCHANGED] == 3
    legacy.article(2, body=NEWER + "<p>又改了。</p>")
    assert legacy.bring_in().changes[Change.CONFLICT] == 1


def test_the_newer_text_is_published_and_ours_stays_among_the_revisions(
    legacy: LegacySite, conflict: ImportedArticle, court: CourtSite, browse: Browse
) -> None:
    decide(browse(court, "administrator"), conflict, "publish")

    page = page_of(2)
    assert page.title == "关于第2项工作的通知"
    assert "周六照常开放" in plain_text(page.body)
    assert not page.has_unpublished_changes
    titles = [revision.as_object().title for revision in page.revisions.order_by("pk")]
    assert titles == ["关于第2项工作的通知", "编辑改过的标题", "关于第2项工作的通知"]
    assert [action for action, _user in actions()] == ["legacy.taken", "wagtail.rename", "wagtail.publish"]
    assert legacy.bring_in().changes[Change.UNCHANGED] == 3
    legacy.article(2, body=NEWER + "<p>又改了。</p>")
    assert legacy.bring_in().changes[Change.UPDATED] == 1


@pytest.mark.parametrize("choice", ["draft", "edit"])
def test_the_newer_text_waits_as_a_draft(
    conflict: ImportedArticle, court: CourtSite, browse: Browse, choice: str
) -> None:
    answer = decide(browse(court, "administrator"), conflict, choice)

    page = page_of(2)
    assert page.title == "编辑改过的标题"
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "关于第2项工作的通知"
    assert ("/edit/" in answer["Location"]) == (choice == "edit")


def test_a_newer_text_with_personal_data_cannot_be_published(
    legacy: LegacySite, court: CourtSite, browse: Browse
) -> None:
    article = conflicting(legacy, story(2) + f"<p>{PERSONAL}</p>")
    administrator = browse(court, "administrator")

    assert 'value="publish"' not in administrator.get(f"/admin/move/conflicts/{article.pk}/").content.decode()
    decide(administrator, article, "publish")
    assert page_of(2).title == "编辑改过的标题"
    assert imported(2).newer is not None
    decide(administrator, article, "draft")
    assert imported(2).findings
    assert page_of(2).has_unpublished_changes


def test_its_links_lead_to_the_new_pages(legacy: LegacySite, court: CourtSite, browse: Browse) -> None:
    article = conflicting(legacy, story(2) + link("3.shtml"))
    decide(browse(court, "administrator"), article, "publish")

    assert f'<a linktype="page" id="{page_of(3).pk}">' in source_of(2)
    assert not imported(2).pending_links


def test_a_conflict_is_decided_once(conflict: ImportedArticle, court: CourtSite, browse: Browse) -> None:
    administrator = browse(court, "administrator")
    decide(administrator, conflict, "publish")

    assert decide(administrator, conflict, "draft").status_code == 404
    assert page_of(2).revisions.count() == 3


def test_many_are_kept_at_once(legacy: LegacySite, court: CourtSite, browse: Browse) -> None:
    legacy.bring_in()
    for number in (1, 2):
        edit(page_of(number), title=f"改过的标题{number}")
        legacy.article(number, body=NEWER + story(number))
    legacy.bring_in()
    bulk = reverse("wagtail_bulk_action", args=["court_legacy", "importedarticle", "keep_ours"])
    chosen = f"{bulk}?id={imported(1).pk}&id={imported(2).pk}&next=/admin/move/conflicts/"
    administrator = browse(court, "administrator")

    assert "2 篇文章保留本站的内容" in administrator.get(chosen).content.decode()
    assert administrator.post(chosen).status_code == 302
    assert not ImportedArticle.objects.exclude(newer=None).exists()
    assert PageLogEntry.objects.filter(action="legacy.kept").count() == 2


def test_who_may_not_decide_sees_nothing(conflict: ImportedArticle, court: CourtSite, browse: Browse) -> None:
    editor = browse(court, "editor")

    assert editor.get("/admin/move/conflicts/").status_code == 302
    assert editor.get(f"/admin/move/conflicts/{conflict.pk}/").status_code in (302, 403)
    assert decide(editor, conflict, "keep").status_code in (302, 403)
    assert imported(2).newer is not None


def test_another_court_sees_none_of_it(conflict: ImportedArticle, chaoyang: CourtSite, browse: Browse) -> None:
    administrator = browse(chaoyang, "administrator")

    for place in ("conflicts", "imported"):
        listed = administrator.get(f"/admin/move/{place}/")
        assert listed.status_code == 200
        assert conflict.title not in listed.content.decode()
    assert administrator.get(f"/admin/move/conflicts/{conflict.pk}/").status_code == 404
    assert administrator.get(f"/admin/move/imported/inspect/{conflict.pk}/").status_code == 404
    assert decide(administrator, conflict, "keep").status_code == 404


def test_imported_articles_are_listed_by_what_they_need(legacy: LegacySite, court: CourtSite, browse: Browse) -> None:
    legacy.article(1, body=story(1) + f"<p>{PERSONAL}</p>")
    legacy.article(3, body=story(3) + '<p><img src="/i/lost.png" width=300></p>')
    legacy.bring_in()
    administrator = browse(court, "administrator")

    def titles(query: str) -> set[int]:
        listed = administrator.get(f"/admin/move/imported/?{query}").content.decode()
        return {number for number in (1, 2, 3) if f"关于第{number}项工作的通知" in listed}

    assert titles("") == {1, 2, 3}
    assert titles("attention=findings") == titles("state=draft") == {1}
    assert titles("attention=shortfalls") == {3}
    assert titles("state=live") == {2, 3}
    assert titles("q=id/2") == {2}
    about = administrator.get(f"/admin/move/imported/inspect/{imported(3).pk}/").content.decode()
    assert "/i/lost.png" in about
    assert "未抓取到该文件" in about


def test_changes_are_marked_by_character_and_single_ones_in_common_do_not_count() -> None:
    (stretch,) = compare(["自2018年11月1日起施行。"], ["自2019年1月1日起施行。"])

    assert stretch.rows == (
        Row(
            (Piece("自201", False), Piece("8年1", True), Piece("1月1日起施行。", False)),
            (Piece("自201", False), Piece("9年", True), Piece("1月1日起施行。", False)),
        ),
    )


def test_paragraphs_that_have_nothing_in_common_are_not_matched() -> None:
    (stretch,) = compare(["甲乙丙丁戊己"], ["子丑寅卯辰巳"])

    assert [(bool(row.ours), bool(row.theirs)) for row in stretch.rows] == [(True, False), (False, True)]
