"""Looking before an import, and taking it back."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.legacy.importing.lock import import_lock
from sites.legacy.importing.site import ImportRefused
from sites.legacy.importing.undoing import Undone, undo_import
from sites.legacy.models import ImportedArticle, OldAddress
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage
from tests.flows.importing.conftest import LegacySite, imported, page_of
from tests.flows.importing.test_files_and_findings import PERSONAL, png
from tests.flows.importing.test_importing_again import NEWER, edit
from tests.pages import column, publish_article
from tests.papers import pdf
from tests.unit.legacy.families import story

WRITTEN = (
    Page,
    ArticlePage,
    Revision,
    ReferenceIndex,
    PageLogEntry,
    ImportedArticle,
    OldAddress,
    CourtImage,
    CourtDocument,
)


def undo(*, dry_run: bool = False) -> Undone:
    return undo_import(dry_run=dry_run, progress=lambda *_args: None)


def rows() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in WRITTEN]


@pytest.fixture
def moved_in(legacy: LegacySite) -> LegacySite:
    for number in (1, 2, 3):
        legacy.article(
            number,
            body=story(number) + f'<p><img src="/i/{number % 2}.png" width=300></p><p><a href="/f/a.pdf">表</a></p>',
        )
    for number in (0, 1):
        legacy.other(f"/i/{number}.png", png(["red", "blue"][number]), content_type="image/png")
    legacy.other("/f/a.pdf", pdf("表"), content_type="application/pdf")
    legacy.other("/old.html", "没有", status="404 Not Found")
    legacy.bring_in()
    return legacy


def test_an_import_is_taken_back_and_what_was_written_here_stays(moved_in: LegacySite) -> None:
    own = publish_article("本院自己写的文章", "正文")
    pages = {page_of(number).pk for number in (1, 2, 3)}
    undone = undo()

    assert (undone.pages, undone.files, undone.staying) == (3, 3, [])
    assert [page.pk for page in ArticlePage.objects.all()] == [own.pk]
    assert not ImportedArticle.objects.exists()
    assert not OldAddress.objects.exists()
    assert not CourtImage.objects.exists()
    assert not CourtDocument.objects.exists()
    assert search(Query(courts=("京0106",))).total == 1
    assert set(PageLogEntry.objects.filter(action="wagtail.delete").values_list("page_id", flat=True)) >= pages
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_somebody_has_touched_stays_with_its_address_and_files(moved_in: LegacySite) -> None:
    edit(page_of(1), title="编辑改过的标题")
    page_of(2).get_latest_revision().publish(user=None, log_action=False)
    OldAddress.objects.filter(key="/old.html").update(set_by_hand=True, page=column(), outcome="redirected")
    undone = undo()

    assert undone.pages == 2
    ((title, reason),) = [(stays.title, stays.reason) for stays in undone.staying]
    assert title == "关于第1项工作的通知"
    assert reason == "导入后有人修改过"
    assert list(ImportedArticle.objects.values_list("pk", flat=True)) == [imported(1).pk]
    assert sorted(OldAddress.objects.values_list("outcome", flat=True)) == ["asset", "asset", "imported", "redirected"]
    assert CourtImage.objects.count() == CourtDocument.objects.count() == 1
    assert page_of(1).picture is not None


def test_a_page_that_somebody_published_stays(legacy: LegacySite, django_user_model) -> None:
    legacy.bring_in(publish=False)
    editor = django_user_model.objects.get(username="editor")
    page_of(2).get_latest_revision().publish(user=editor, skip_permission_checks=True)

    assert [stays.url for stays in undo().staying] == [imported(2).url]


def test_a_dry_run_removes_nothing(moved_in: LegacySite) -> None:
    before = rows()
    undone = undo(dry_run=True)

    assert undone.pages == 3
    assert rows() == before


def test_taken_back_and_brought_in_again_it_is_the_same(moved_in: LegacySite) -> None:
    before = {(page.slug, page.title) for page in ArticlePage.objects.all()}
    undo()
    moved_in.bring_in()

    assert {(page.slug, page.title) for page in ArticlePage.objects.all()} == before
    assert all(default_storage.exists(image.file.name) for image in CourtImage.objects.all())


def test_nothing_is_taken_back_while_an_import_runs(moved_in: LegacySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sites.legacy.importing.undoing.import_lock", refusing_lock)

    with pytest.raises(ImportRefused, match="正在进行"):
        undo()


class refusing_lock:
    def __enter__(self) -> bool:
        return False

    def __exit__(self, *_error: object) -> None:
        """Nothing to let go of."""


def test_the_lock_is_let_go_of(court: CourtSite) -> None:
    for _time in range(2):
        with import_lock() as locked:
            assert locked


def test_a_preview_names_what_would_change_and_writes_nothing(
    legacy: LegacySite, fengtai: CourtSite, capsys: pytest.CaptureFixture[str]
) -> None:
    legacy.bring_in()
    edit(page_of(2), title="编辑改过的标题")
    for number in (1, 2):
        legacy.article(number, body=NEWER + story(number))
    legacy.article(4, body=story(4) + f"<p>{PERSONAL}</p>")
    before = rows()
    call_command("import_capture", str(legacy.capture()), court="京0106", dry_run=True)

    said = capsys.readouterr().out
    assert "导入后文章将是：新建 1, 更新 1, 未变 1, 冲突 1" in said
    assert "冲突: 关于第2项工作的通知 (http://www.xxfy.gov.cn/article/detail/2018/11/id/2.shtml)" in said
    assert "其中 1 篇含有个人信息" in said
    assert rows() == before


def test_the_command_takes_back_and_says_what_stays(
    moved_in: LegacySite, fengtai: CourtSite, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(page_of(1), title="编辑改过的标题")
    call_command("undo_import", court="京0106", dry_run=True)
    call_command("undo_import", court="京0106")

    said = capsys.readouterr().out
    assert "将删除 2 个网页、0 个栏目，保留 1 个网页" in said
    assert "已删除 2 个网页、0 个栏目、1 个文件和" in said
    assert "保留：关于第1项工作的通知" in said


def test_an_import_that_is_told_to_stop_stops_between_batches_and_goes_on_later(
    legacy: LegacySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sites.legacy.importing import importing
    from sites.legacy.reading import Reading
    from sites.legacy.sources.opening import open_source

    monkeypatch.setattr(importing, "BATCH", 1)
    answers = iter((False, True))
    with open_source(legacy.capture()) as source, Reading(source) as reading:
        report = importing.import_capture(
            source, reading, publish=True, progress=lambda *_args: None, should_stop=lambda: next(answers)
        )

    assert (report.stopped, report.created, ArticlePage.objects.count()) == (True, 1, 1)
    again = legacy.bring_in()
    assert (again.stopped, again.created) == (False, 2)
