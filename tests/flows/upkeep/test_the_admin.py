"""The pages of the upkeep speak Chinese, at courts and on the platform, and each is where it belongs alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.pages.models import ColumnPage
from sites.upkeep.models import CheckedAddress, ColumnProposal, LinkCheck, Mention
from tests.flows.test_admin_in_chinese import english_in
from tests.pages import publish_article

Browse = Callable[..., Client]


@pytest.fixture
def keys() -> dict[str, int]:
    """Something on each list, and a key for each kind of page."""
    column = ColumnPage.objects.get(slug="media")
    article = publish_article("一篇", "正文。", column)
    address = CheckedAddress.objects.create(kind="external", target="https://a.example/", state="dead", reason="gone")
    Mention.objects.create(page=article, address=address, place="第 1 块（正文）")
    LinkCheck.objects.create(scope="all", done=3, total=9)
    proposal = ColumnProposal.objects.create(column=column, act="close", reason="没有人写。", proposer="张三")
    return {"column": column.pk, "address": address.pk, "proposal": proposal.pk}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "columns/{column}/",
        "columns/{column}/propose/",
        "proposals/",
        "proposals/{proposal}/",
        "links/",
        "links/{address}/",
        "links/check/",
    ],
)
def test_the_pages_of_a_court_speak_chinese(
    browse: Browse, chaoyang: CourtSite, portal: CourtSite, keys: dict[str, int], address: str
) -> None:
    asked = f"/admin/upkeep/{address.format(**keys)}"
    answer = browse(chaoyang, "administrator").get(asked)

    assert answer.status_code == 200
    assert english_in(answer.content.decode().replace("https://a.example/", "")) == []
    assert browse(portal, "platform").get(asked).status_code in (302, 404)


@pytest.mark.parametrize("address", ["reports/", "rules/", "rules/news/", "terms/"])
def test_the_platforms_side_speaks_chinese_and_no_court_has_it(
    browse: Browse, chaoyang: CourtSite, portal: CourtSite, address: str
) -> None:
    answer = browse(portal, "platform").get(f"/admin/upkeep/{address}")

    assert answer.status_code == 200
    assert english_in(answer.content.decode()) == []
    assert browse(chaoyang, "administrator").get(f"/admin/upkeep/{address}").status_code in (302, 404)
