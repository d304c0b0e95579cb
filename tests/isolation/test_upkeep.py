"""The upkeep of a court's site is its own: columns, confirmations, rules, reminders."""

from collections.abc import Callable

from django.test import Client

from federation.courts.models import CourtSite
from sites.pages.models import ColumnPage
from sites.upkeep.keeping import set_days
from sites.upkeep.links.checking import check_by_the_clock, run_check
from sites.upkeep.models import CheckedAddress, ColumnProposal, ColumnRule, Confirmation, Mention
from tests.pages import publish_article
from tests.review import staff


def test_court_b_sees_nothing_of_the_upkeep_of_court_a(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Callable[..., Client]
) -> None:
    with inside(chaoyang):
        people = staff(chaoyang.court_id)
        column = ColumnPage.objects.get(slug="court-news").copy(update_attrs={"title": "朝阳独有", "slug": "own"})
        set_days(column, 3, user=people["supervisor"])
        Confirmation.objects.create(column=column, confirmed_on="2026-01-01", confirmer="朝阳的人")
        proposal = ColumnProposal.objects.create(column=column, act="close", reason="朝阳无人更新")
        publish_article("朝阳的链接", '<a href="/chaoyang-nowhere/">朝阳</a>')
        run_check(check_by_the_clock())
        address = CheckedAddress.objects.get()
    with inside(fengtai):
        assert not ColumnRule.objects.exists()
        assert not Confirmation.objects.exists()
        assert not ColumnProposal.objects.exists()
        assert not Mention.objects.exists()

    there = browse(fengtai, "administrator")
    for list_of in ("", "proposals/", "links/"):
        page = there.get(f"/admin/upkeep/{list_of}").content.decode()
        assert not {each for each in ("朝阳独有", "朝阳无人更新", "chaoyang-nowhere") if each in page}
    assert there.get(f"/admin/upkeep/proposals/{proposal.pk}/").status_code == 404
    assert there.get(f"/admin/upkeep/links/{address.pk}/").status_code == 404
    assert "朝阳独有" not in there.get("/admin/upkeep/").content.decode()
    answer = there.get(f"/admin/upkeep/columns/{column.pk}/")
    assert answer.status_code == 404 or "朝阳" not in answer.content.decode().replace("北京市朝阳区", "")
