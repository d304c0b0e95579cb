"""The upkeep of a court's site is its own: columns, confirmations, rules, reminders."""

from collections.abc import Callable

from django.test import Client

from federation.courts.models import CourtSite
from sites.pages.models import ColumnPage
from sites.upkeep.keeping import set_days
from sites.upkeep.models import ColumnRule, Confirmation
from tests.review import staff


def test_court_b_sees_nothing_of_the_upkeep_of_court_a(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Callable[..., Client]
) -> None:
    with inside(chaoyang):
        people = staff(chaoyang.court_id)
        column = ColumnPage.objects.get(slug="court-news").copy(update_attrs={"title": "朝阳独有", "slug": "own"})
        set_days(column, 3, user=people["supervisor"])
        Confirmation.objects.create(column=column, confirmed_on="2026-01-01", confirmer="朝阳的人")
    with inside(fengtai):
        assert not ColumnRule.objects.exists()
        assert not Confirmation.objects.exists()

    there = browse(fengtai, "administrator")
    assert "朝阳独有" not in there.get("/admin/upkeep/").content.decode()
    answer = there.get(f"/admin/upkeep/columns/{column.pk}/")
    assert answer.status_code == 404 or "朝阳" not in answer.content.decode().replace("北京市朝阳区", "")
