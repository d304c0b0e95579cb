"""Pages that were imported before a person decided about their old column follow the decision, and no page loses its address."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page, Revision

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.legacy.freezing import ImportFrozen
from sites.legacy.importing import following
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import Followed, follow_now
from sites.legacy.mapping.deciding import Decision, decide, take_back
from sites.legacy.models import ColumnMapping, ImportedArticle, Move, MoveStep, OldAddress
from sites.legacy.moving.running import run_step
from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage, ClosedColumn, ColumnPage, HomePage
from tests.flows.importing.conftest import LIST, OLD, LegacySite, imported, page_of
from tests.flows.importing.deciding import TARGET, follow, row, send, target
from tests.flows.importing.test_files_and_findings import PERSONAL
from tests.flows.importing.test_importing_again import edit
from tests.pages import column
from tests.unit.legacy.families import story

Browse = Callable[..., Client]


def where() -> dict[int, str]:
    return {number: page_of(number).get_parent().title for number in (1, 2, 3)}


def test_pages_follow_at_once_and_their_addresses_live_on(
    moved_in: LegacySite, court: CourtSite, browse: Browse
) -> None:
    addresses = {number: page_of(number).url for number in (1, 2, 3)}
    send(target(), item="4.6")

    assert follow() == Followed(pages=3, held=0)

    visitor = browse(court)
    for number, before in addresses.items():
        page = page_of(number)
        assert page.url != before
        assert visitor.get(before).headers["Location"].endswith(page.url)
        assert visitor.get(OldAddress.objects.get(url=imported(number).url).key).headers["Location"].endswith(page.url)
        assert visitor.get(page.url).status_code == 200
        assert (page.live, page.has_unpublished_changes, page.catalogue_item) == (True, False, "4.6")
        assert page.get_latest_revision_as_object().catalogue_item == "4.6"
        assert Revision.objects.get(pk=page.latest_revision_id).content["catalogue_item"] == "4.6"
    assert set(where().values()) == {TARGET}
    found = search(Query(courts=("京0106",)))
    assert {(hit.column, hit.catalogue_item) for hit in found.hits} == {(TARGET, "4.6")}
    assert Page.find_problems() == ([], [], [], [], [])
    assert follow() == Followed()


def test_an_import_lets_them_follow_and_does_it_once(moved_in: LegacySite) -> None:
    send(target())

    assert (moved_in.bring_in().followed, moved_in.bring_in().followed) == (3, 0)
    assert set(where().values()) == {TARGET}


def test_drafts_follow_and_stay_drafts(legacy: LegacySite) -> None:
    for number in (1, 2, 3):
        legacy.article(number, column=OLD)
    legacy.bring_in(publish=False)
    send(target(), item="4.6")

    assert follow().pages == 3
    assert [page_of(number).live for number in (1, 2, 3)] == [False, False, False]
    assert page_of(1).get_latest_revision_as_object().catalogue_item == "4.6"
    assert search(Query(courts=("京0106",))).total == 0


def test_a_newer_text_that_waits_as_a_draft_goes_on_waiting(moved_in: LegacySite) -> None:
    moved_in.article(2, body=story(2) + f"<p>{PERSONAL}</p>", column=OLD)
    moved_in.bring_in()
    public = plain_text(page_of(2).body)
    send(target(), item="4.6")
    follow()

    page = page_of(2)
    assert (plain_text(page.body), page.catalogue_item, page.has_unpublished_changes) == (public, "4.6", True)
    draft = page.get_latest_revision_as_object()
    assert draft.catalogue_item == "4.6"
    assert PERSONAL in plain_text(draft.body)
    assert PERSONAL not in plain_text(page.body)
    assert page.live_revision_id is not None
    assert search(Query(text="周", courts=("京0106",))).total == 0


def test_what_somebody_edited_or_moved_stays_and_waits_for_a_decision(moved_in: LegacySite) -> None:
    stood = where()[1]
    edit(page_of(1), title="本院改过的标题")
    page_of(2).move(column("notices"), pos="last-child")
    pages = list(Page.objects.filter(pk__in=[page_of(1).pk, page_of(2).pk]).order_by("pk").values_list())
    send(target(), item="4.6")

    assert follow() == Followed(pages=1, held=2)
    assert list(Page.objects.filter(pk__in=[page_of(1).pk, page_of(2).pk]).order_by("pk").values_list()) == pages
    assert where() == {1: stood, 2: column("notices").title, 3: TARGET}
    assert [imported(number).relocation["why"] for number in (1, 2)] == [["edited"], ["moved"]]
    assert ImportedArticle.objects.filter(relocation__isnull=False).count() == 2
    assert moved_in.bring_in().left_over["conflicts"] == 2
    assert follow() == Followed(pages=0, held=2)


def test_another_catalogue_item_alone_counts_as_an_edit_too(moved_in: LegacySite) -> None:
    edit(page_of(1), catalogue_item="5.6")
    send(target(), item="4.6")

    assert follow() == Followed(pages=2, held=1)
    assert page_of(1).catalogue_item == "5.6"


def test_a_page_that_was_saved_without_a_change_follows(moved_in: LegacySite) -> None:
    page_of(1).save_revision().publish()
    send(target())

    assert follow() == Followed(pages=3, held=0)


def test_what_somebody_has_put_where_it_belongs_needs_no_decision(moved_in: LegacySite) -> None:
    edit(page_of(1), title="本院改过的标题")
    page_of(1).move(target(), pos="last-child")
    send(target())

    assert follow() == Followed(pages=2, held=0)
    assert imported(1).relocation is None


def test_a_page_whose_address_is_taken_there_stays(moved_in: LegacySite) -> None:
    target().add_child(instance=ArticlePage(title="另一篇", slug=page_of(1).slug))
    send(target())

    assert follow() == Followed(pages=2, held=1)
    assert imported(1).relocation["why"] == ["taken"]


def test_only_what_a_person_has_decided_moves_pages(moved_in: LegacySite) -> None:
    ColumnMapping.objects.filter(pk=row().pk).update(column=target(), new_trail="")

    assert follow() == Followed()
    assert moved_in.bring_in().followed == 0


def test_what_is_left_out_after_its_import_stays(moved_in: LegacySite) -> None:
    before = where()
    send(skip=True)

    assert (follow(), where()) == (Followed(), before)


def test_a_decision_is_undone_by_the_one_before_it(moved_in: LegacySite, court: CourtSite, browse: Browse) -> None:
    stood = ImportedArticle.objects.get(pk=imported(1).pk).placed_in
    before = {number: page_of(number).url for number in (1, 2, 3)}
    send(target(), item="4.6")
    follow()
    there = page_of(1).url
    take_back(ColumnMapping.objects.all())
    assert follow() == Followed()
    send(stood)
    follow()

    assert {number: page_of(number).url for number in (1, 2, 3)} == before
    assert page_of(1).catalogue_item == ""
    page_of(1).unpublish()
    assert browse(court).get(before[1]).status_code == 404
    assert browse(court).get(there).headers["Location"].endswith(before[1])


def test_pages_wait_no_longer_once_the_decision_is_gone(moved_in: LegacySite) -> None:
    edit(page_of(1), title="本院改过的标题")
    send(target())
    follow()
    assert imported(1).relocation is not None

    send(skip=True)
    follow()
    assert imported(1).relocation is None
    send(target())
    follow()
    take_back(ColumnMapping.objects.all())
    assert imported(1).relocation is None


def test_old_lists_lead_on_to_the_new_column(legacy: LegacySite) -> None:
    legacy.bring_in()
    before = OldAddress.objects.get(url=LIST).page
    (mapping,) = ColumnMapping.objects.all()
    decide([(mapping, Decision(target(), "", "", skip=False))], by=None)
    follow()

    assert before != OldAddress.objects.get(url=LIST).page == target().page_ptr
    legacy.bring_in()
    assert OldAddress.objects.get(url=LIST).page == target().page_ptr


def test_stopped_it_goes_on_later(moved_in: LegacySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 1)
    send(target())
    answers = iter((False, True))

    first = follow_now(progress=lambda *_counts: None, should_stop=lambda: next(answers))

    assert (first.pages, first.stopped) == (1, True)
    assert follow() == Followed(pages=2)


def test_nothing_follows_after_the_cut_over(moved_in: LegacySite) -> None:
    Move.objects.create(legacy_url="http://www.xxfy.gov.cn/", state=Move.State.CUT_OVER)
    send(target())

    with pytest.raises(ImportFrozen):
        follow()


def test_a_preview_says_what_would_move_and_moves_nothing(
    moved_in: LegacySite, court: CourtSite, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(page_of(1), title="本院改过的标题")
    page_of(2).save_revision()
    top = ColumnPage.objects.get(pk=target().get_parent().pk)
    send(top, new="通知存档", item="4.6")
    before = list(Page.objects.order_by("pk").values_list())

    call_command("map_columns", court="京0106", follow=True, dry_run=True)
    call_command("import_capture", str(moved_in.capture()), court="京0106", dry_run=True)

    said = capsys.readouterr().out
    line = f"{OLD}：将有 2 篇归入 {top.title} › 通知存档（公开目录项：4.6）；另有 1 篇有人动过，将留在原处待取舍"
    assert said.count(line) == 2
    assert list(Page.objects.order_by("pk").values_list()) == before
    call_command("map_columns", court="京0106", follow=True)
    assert "调整 2 篇，另有 1 篇有人动过，留在原处待取舍" in capsys.readouterr().out
    assert where()[3] == "通知存档"


def test_the_plan_is_what_happens(moved_in: LegacySite) -> None:
    edit(page_of(1), title="本院改过的标题")
    send(target(), item="4.6")

    (planned,) = following.plan(ColumnFinder(HomePage.objects.get()))

    assert Followed(planned.pages, planned.held) == follow()
    assert following.pages_due() == 0


def test_the_columns_page_says_how_many_would_move_and_a_step_moves_them(
    moved_in: LegacySite, court: CourtSite, browse: Browse
) -> None:
    administrator = browse(court, "administrator")
    assert "还不在核对后的位置" not in administrator.get("/admin/move/columns/").content.decode()
    edit(page_of(1), title="本院改过的标题")
    send(target(), item="4.6")
    assert "map_columns --follow" in administrator.get("/admin/move/columns/").content.decode()
    move = Move.objects.create(legacy_url="http://www.xxfy.gov.cn/", state=Move.State.IMPORTED)
    MoveStep.objects.create(move=move, kind="import", by="administrator", state="done")

    listed = administrator.get("/admin/move/columns/").content.decode()
    assert "3 篇已导入的文章还不在核对后的位置" in listed
    assert "/admin/move/start/columns/" in listed
    shown = administrator.get("/admin/move/start/columns/").content.decode()
    assert f"{OLD}”：2 篇移到“{TARGET}”，1 篇列入内容冲突" in shown
    administrator.post("/admin/move/start/columns/")
    step = run_step(MoveStep.objects.get(kind="columns"))

    assert (step.state, step.result) == ("done", {"pages": 2, "held": 1})
    move.refresh_from_db()
    assert move.state == "imported"
    assert where() == {1: where()[1], 2: TARGET, 3: TARGET}
    assert "无需调整" not in administrator.get("/admin/move/", follow=True).content.decode()
    send(skip=True)
    assert "无需调整" in administrator.get("/admin/move/start/columns/", follow=True).content.decode()


def test_one_courts_decisions_move_no_page_of_another(
    moved_in: LegacySite, court: CourtSite, chaoyang: CourtSite, browse: Browse, inside: Callable
) -> None:
    send(target())
    with inside(chaoyang):
        assert following.pages_due() == 0
        assert follow() == Followed()
    with inside(court):
        assert following.pages_due() == 3
    assert "还不在核对后的位置" not in browse(chaoyang, "administrator").get("/admin/move/columns/").content.decode()


def test_pages_of_imports_that_noted_nothing_follow_too(moved_in: LegacySite, django_user_model) -> None:
    page_of(2).move(column("notices"), pos="last-child", user=django_user_model.objects.get(username="administrator"))
    edit(page_of(3), title="本院改过的标题")
    ImportedArticle.objects.update(placed_in=None, given_item="", left_revision=None)
    migration = import_module("sites.legacy.migrations.0007_where_imports_put_pages")
    with connection.cursor() as cursor:
        cursor.execute(migration.WHERE_PAGES_STAND)
    send(target(), item="4.6")

    assert imported(1).placed_in == page_of(1).get_parent().specific
    assert follow() == Followed(pages=1, held=2)
    assert where()[1] == TARGET
    assert [imported(number).relocation["why"] for number in (2, 3)] == [["moved"], ["edited"]]


def test_nothing_is_put_into_a_column_that_was_merged_into_another(moved_in: LegacySite) -> None:
    merged, into = ColumnPage.objects.get(pk=page_of(1).get_parent().pk), target()
    for number in (1, 2, 3):
        page_of(number).move(into, "last-child")
    ClosedColumn.objects.create(column=merged, how="merged", into=into, closed_on="2026-11-24")

    finder = ColumnFinder(HomePage.objects.get())
    assert finder.column(tuple(imported(1).columns)) == into
    assert follow().pages == 0
    moved_in.article(4, column=OLD)
    moved_in.bring_in()

    assert page_of(4).get_parent().title == TARGET
    assert where() == dict.fromkeys((1, 2, 3), TARGET)
