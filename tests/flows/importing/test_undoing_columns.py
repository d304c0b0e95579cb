"""Columns that an import made go with it, if nothing and nobody needs them."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, PageLogEntry, ReferenceIndex

from federation.courts.models import CourtSite
from search.documents.models import Document
from sites.legacy.importing.following import follow_now
from sites.legacy.importing.undoing import Undone, undo_import
from sites.legacy.mapping.deciding import Decision, decide, take_back
from sites.legacy.models import ColumnMapping, ImportedColumn, OldAddress
from sites.pages.models import ArticlePage, ColumnPage
from tests.flows.importing.conftest import LegacySite, page_of
from tests.flows.importing.test_importing_again import edit
from tests.pages import column, publish_article

OLD, ABOVE, BELOW = "新闻中心 › 院内通知", "院务公开", "院内通知存档"


def undo(*, dry_run: bool = False) -> Undone:
    return undo_import(dry_run=dry_run, progress=lambda *_args: None)


def made(title: str) -> ColumnPage | None:
    return ColumnPage.objects.filter(title=title).first()


def here(title: str) -> ColumnPage:
    return ColumnPage.objects.get(title=title)


def columns() -> list[str]:
    return list(ColumnPage.objects.order_by("path").values_list("title", flat=True))


@pytest.fixture
def moved_in(legacy: LegacySite) -> LegacySite:
    """Three articles in a new column below a new one."""
    ColumnMapping.objects.create(trail=OLD, new_trail=f"{ABOVE} › {BELOW}", state="confirmed")
    for number in (1, 2, 3):
        legacy.article(number, column="院内通知")
    legacy.bring_in()
    return legacy


def test_they_go_innermost_first_and_those_of_the_site_stay(legacy: LegacySite) -> None:
    before = columns()
    ColumnMapping.objects.create(trail=OLD, new_trail=f"{ABOVE} › {BELOW}", state="confirmed")
    for number in (1, 2, 3):
        legacy.article(number, column="院内通知")
    legacy.bring_in()
    numbers = [here(ABOVE).pk, here(BELOW).pk]
    expected = undo(dry_run=True)
    assert columns() != before

    undone = undo()

    assert undone.columns == expected.columns == [BELOW, ABOVE]
    assert (undone.staying_columns, undone.pages) == (expected.staying_columns, expected.pages) == ({}, 3)
    assert columns() == before
    assert not ImportedColumn.objects.exists()
    assert not OldAddress.objects.exists()
    assert not Document.objects.filter(court="京0106", removed=False, kind="article").exists()
    assert PageLogEntry.objects.filter(action="wagtail.delete", page_id__in=numbers).count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_taken_back_and_brought_in_again_they_are_there_again(moved_in: LegacySite) -> None:
    before = {page.title: page.get_parent().title for page in ArticlePage.objects.all()}
    undo()
    moved_in.bring_in()

    assert {page.title: page.get_parent().title for page in ArticlePage.objects.all()} == before


def _edited() -> None:
    page = here(BELOW)
    page.summary = "本院的说明"
    page.save_revision().publish()


def _handled() -> None:
    here(BELOW).unpublish(user=_somebody(), log_action=True)


def _with_a_page() -> None:
    publish_article("本院自己写的文章", "正文", here(BELOW))


def _linked() -> None:
    body = [{"type": "text", "value": f'<p><a linktype="page" id="{here(BELOW).pk}">见栏目</a></p>'}]
    column().add_child(instance=ArticlePage(title="链接", slug="link", body=body))


def _pointed_at() -> None:
    OldAddress.objects.create(key="/x", url="http://x/x", outcome="redirected", page=here(BELOW), set_by_hand=True)


def _redirected_to() -> None:
    Redirect.objects.create(old_path="/x", redirect_page=here(BELOW))


def _with_permissions() -> None:
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=Group.objects.create(name="通知"), page=here(BELOW), permission=permission)


def _somebody() -> object:
    return get_user_model().objects.get(username="administrator")


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (_edited, "有人修改"),
        (_handled, "有人修改或处理过"),
        (_with_a_page, "还有 1 个页面"),
        (_linked, "有页面链接"),
        (_pointed_at, "指到了它"),
        (_redirected_to, "指到了它"),
        (_with_permissions, "另有权限"),
    ],
)
def test_what_somebody_has_a_use_for_stays_with_the_column_above_it(
    moved_in: LegacySite, act: Callable[[], None], reason: str
) -> None:
    act()
    expected, undone = undo(dry_run=True), undo()

    assert reason in undone.staying_columns[BELOW]
    assert undone.staying_columns[ABOVE] == "其中还有 1 个页面"
    assert (undone.columns, expected.columns, expected.staying_columns) == ([], [], undone.staying_columns)
    assert made(BELOW) is not None
    assert undone.pages == 3


def test_a_page_that_stays_keeps_its_column(moved_in: LegacySite) -> None:
    edit(page_of(1), title="编辑改过的标题")

    assert undo().staying_columns[BELOW] == "其中还有 1 个页面"
    assert page_of(1).get_parent().title == BELOW


def test_links_between_pages_that_go_keep_no_column(moved_in: LegacySite) -> None:
    page = page_of(1)
    body = [{"type": "text", "value": f'<p><a linktype="page" id="{here(BELOW).pk}">见栏目</a></p>'}]
    ArticlePage.objects.filter(pk=page.pk).update(body=body)
    ReferenceIndex.create_or_update_for_object(page_of(1))

    assert undo(dry_run=True).columns == undo().columns == [BELOW, ABOVE]


def test_decisions_that_led_there_make_it_anew(moved_in: LegacySite) -> None:
    other = ColumnMapping.objects.create(trail="其他", column=here(BELOW), state="confirmed")
    proposed = ColumnMapping.objects.create(
        trail="再一个", column=here(ABOVE), new_trail="甲", proposal={"column": here(ABOVE).pk, "new_trail": "甲"}
    )
    undo()

    other.refresh_from_db()
    proposed.refresh_from_db()
    assert (other.column, other.new_trail) == (None, f"{ABOVE} › {BELOW}")
    assert (proposed.column, proposed.new_trail) == (None, f"{ABOVE} › 甲")
    ColumnMapping.objects.filter(pk=proposed.pk).update(state="confirmed")
    take_back(ColumnMapping.objects.filter(pk=proposed.pk))
    proposed.refresh_from_db()
    assert (proposed.column, proposed.new_trail) == (None, f"{ABOVE} › 甲")


def test_pages_that_followed_a_decision_go_with_their_redirects_and_both_columns(moved_in: LegacySite) -> None:
    row = ColumnMapping.objects.get(trail=OLD)
    decide([(row, Decision(None, "通知与公示", "", skip=False))], by=None)
    follow_now(progress=lambda *_counts: None)
    assert Redirect.objects.count() == 3

    undone = undo()

    assert (undone.pages, sorted(undone.columns)) == (3, sorted([ABOVE, BELOW, "通知与公示"]))
    assert not Redirect.objects.exists()
    assert not ArticlePage.objects.exists()


def test_the_command_lists_them(moved_in: LegacySite, court: CourtSite, capsys: pytest.CaptureFixture[str]) -> None:
    _pointed_at()
    call_command("undo_import", court="京0106", dry_run=True)
    OldAddress.objects.filter(set_by_hand=True).delete()
    call_command("undo_import", court="京0106")

    said = capsys.readouterr().out
    assert f"保留栏目：{BELOW}：有人把别的地址指到了它" in said
    assert f"已删除栏目：{BELOW}" in said
    assert "已删除 3 个网页、2 个栏目" in said
