"""Pages that somebody has touched do not follow a decision about their column: a person chooses, for each or for many."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from federation.courts.models import CourtSite
from sites.legacy.importing.following import Followed
from sites.legacy.models import ImportedArticle
from sites.pages.models import ArticlePage, ColumnPage
from tests.flows.importing.conftest import LegacySite, imported, page_of
from tests.flows.importing.deciding import TARGET, follow, send, target
from tests.flows.importing.test_importing_again import edit

Browse = Callable[..., Client]


@pytest.fixture
def waiting(moved_in: LegacySite) -> ImportedArticle:
    """Article 1, which was edited here before its column was decided on."""
    edit(page_of(1), title="本院改过的标题")
    send(target(), item="4.6")
    follow()
    return imported(1)


def choose(visitor: Client, article: ImportedArticle, choice: str) -> str:
    return visitor.post(f"/admin/move/conflicts/{article.pk}/", {"choice": choice}, follow=True).content.decode()


def test_a_conflict_shows_both_columns_and_why(waiting: ImportedArticle, court: CourtSite, browse: Browse) -> None:
    administrator = browse(court, "administrator")
    stands_in = page_of(1).get_parent().title

    assert f"/admin/move/conflicts/{waiting.pk}/" in administrator.get("/admin/move/conflicts/").content.decode()
    shown = administrator.get(f"/admin/move/conflicts/{waiting.pk}/").content.decode()
    for words in (stands_in, TARGET, "导入后有人修改过", "4.6", f"移到“{TARGET}”", "留在现在的栏目"):
        assert words in shown, words


def test_a_page_that_stays_is_not_asked_about_again(
    moved_in: LegacySite, waiting: ImportedArticle, court: CourtSite, browse: Browse
) -> None:
    before = list(Page.objects.filter(pk=waiting.page_id).values_list())
    choose(browse(court, "administrator"), waiting, "stay")

    assert list(Page.objects.filter(pk=waiting.page_id).values_list()) == before
    assert (imported(1).relocation, moved_in.bring_in().followed) == (None, 0)
    assert imported(1).relocation is None
    send(ColumnPage.objects.get(title="教育培训"))
    assert follow() == Followed(pages=2, held=1)


def test_a_page_that_is_moved_keeps_what_was_edited(waiting: ImportedArticle, court: CourtSite, browse: Browse) -> None:
    before = page_of(1).url
    choose(browse(court, "administrator"), waiting, "move")

    page = page_of(1)
    assert (page.title, page.catalogue_item, page.live) == ("本院改过的标题", "4.6", True)
    assert page.get_parent().title == TARGET
    assert browse(court).get(before).headers["Location"].endswith(page.url)
    assert imported(1).relocation is None
    assert follow() == Followed()


def test_many_stay_at_once(moved_in: LegacySite, court: CourtSite, browse: Browse) -> None:
    for number in (1, 2):
        edit(page_of(number), title=f"改过{number}")
    send(target())
    follow()
    query = "&".join(f"id={imported(number).pk}" for number in (1, 2))
    browse(court, "administrator").post(f"/admin/bulk/court_legacy/importedarticle/keep_ours/?next=/admin/&{query}")

    assert not ImportedArticle.objects.filter(ImportedArticle.CONFLICT).exists()


def test_a_move_whose_column_is_gone_or_whose_address_is_taken_is_refused(
    waiting: ImportedArticle, court: CourtSite, browse: Browse
) -> None:
    administrator, stood = browse(court, "administrator"), page_of(1).path
    twin = target().add_child(instance=ArticlePage(title="另一篇", slug=page_of(1).slug))
    assert "地址相同的页面“另一篇”" in choose(administrator, waiting, "move")
    twin.delete()
    ColumnPage.objects.get(pk=target().pk).delete()

    assert "那个栏目已经不在了" in administrator.get(f"/admin/move/conflicts/{waiting.pk}/").content.decode()
    assert "已经不在了" in choose(administrator, waiting, "move")
    assert page_of(1).path == stood


def test_an_editor_decides_nothing(waiting: ImportedArticle, court: CourtSite, browse: Browse) -> None:
    browse(court, "editor").post(f"/admin/move/conflicts/{waiting.pk}/", {"choice": "move"})

    assert imported(1).relocation is not None
