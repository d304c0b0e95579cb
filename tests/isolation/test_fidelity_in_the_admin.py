"""The fidelity report in a court's admin: for its administrators alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.models import ImportedArticle, Move

Browse = Callable[..., Client]


@pytest.fixture
def _chaoyang_has_moved(chaoyang: CourtSite, inside: Callable[..., object]) -> None:
    with inside(chaoyang):
        Move.objects.create(legacy_url="http://www.cyqfy.example/")
        ImportedArticle.objects.create(
            key="/a.html",
            url="http://www.cyqfy.example/a.html",
            title="只属于朝阳的文章",
            source_digest="",
            page_digest="",
        )


@pytest.mark.usefixtures("_chaoyang_has_moved")
def test_a_court_sees_its_own_articles_and_no_others(chaoyang: CourtSite, fengtai: CourtSite, browse: Browse) -> None:
    own = browse(chaoyang, "administrator").get("/admin/move/fidelity/").content.decode()
    other = browse(fengtai, "administrator").get("/admin/move/fidelity/").content.decode()

    assert "只属于朝阳的文章" in own
    assert "只属于朝阳的文章" not in other


@pytest.mark.usefixtures("_chaoyang_has_moved")
@pytest.mark.parametrize("page", ["", "articles.csv", "addresses.csv"])
def test_editors_and_strangers_see_nothing_of_it(chaoyang: CourtSite, browse: Browse, page: str) -> None:
    for visitor in (browse(chaoyang, "editor"), browse(chaoyang)):
        assert visitor.get(f"/admin/move/fidelity/{page}").status_code in (302, 403)


@pytest.mark.usefixtures("_chaoyang_has_moved")
def test_the_platforms_admin_has_no_such_page(portal: CourtSite, browse: Browse) -> None:
    assert browse(portal, "platform").get("/admin/move/fidelity/").status_code in (302, 403, 404)


@pytest.mark.usefixtures("_chaoyang_has_moved")
def test_a_list_that_does_not_exist_and_a_picture_of_elsewhere_are_not_found(
    chaoyang: CourtSite, browse: Browse, settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret.png").write_bytes(b"secret")
    visitor = browse(chaoyang, "administrator")

    assert visitor.get("/admin/move/fidelity/nothing.csv").status_code == 404
    outside = visitor.get("/admin/move/fidelity/1/..%2f..%2f..%2fsecret.png", follow=True)
    assert outside.status_code == 404
