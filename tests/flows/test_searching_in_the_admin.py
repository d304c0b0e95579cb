"""Editors find what they look for by any part of a Chinese title."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.search.models import IndexEntry

from federation.courts.models import CourtSite
from sites.media.models import CourtDocument
from tests.pages import draft_article


@pytest.mark.parametrize("words", ["关于调整", "送达公告", "达公", "公告"])
@pytest.mark.parametrize("address", ["/admin/pages/search/?q=", "/admin/choose-page/search/?q="])
def test_a_page_is_found_by_part_of_its_title(
    words: str, address: str, chaoyang: CourtSite, inside: Callable, browse: Callable[..., Client]
) -> None:
    with inside(chaoyang):
        draft_article("关于调整送达公告时间的说明")

    answer = browse(chaoyang, "administrator").get(address + words)

    assert "关于调整送达公告时间的说明" in answer.content.decode()


def test_a_document_is_found_by_part_of_its_title(
    chaoyang: CourtSite, inside: Callable, browse: Callable[..., Client]
) -> None:
    with inside(chaoyang):
        CourtDocument.objects.create(title="民事起诉状参考格式", file=ContentFile(b"form", "form.txt"))

    answer = browse(chaoyang, "administrator").get("/admin/documents/chooser/results/?q=起诉状")

    assert "民事起诉状参考格式" in answer.content.decode()


def test_saving_a_page_weighs_its_own_title_and_leaves_every_other_entry_alone(
    chaoyang: CourtSite, inside: Callable
) -> None:
    with inside(chaoyang):
        other = draft_article("另一篇", slug="other")
        IndexEntry.objects.filter(object_id=str(other.pk)).update(title_norm=1.0)

        page = draft_article("标题 由 许多 词 组成", slug="long")

        weights = dict(IndexEntry.objects.values_list("object_id", "title_norm"))
        assert weights[str(other.pk)] == 1.0
        assert 0 < weights[str(page.pk)] < 1.0
