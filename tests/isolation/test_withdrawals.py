"""What a court has taken down is its own matter: no other court lists it, and no other site answers for it."""

from collections.abc import Callable

from django.test import Client

from federation.coordination.reasons import Reason
from federation.courts.models import CourtSite
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.withdrawing import Decision, withdraw
from tests.pages import publish_article

Browse = Callable[..., Client]


def test_court_b_sees_nothing_of_the_withdrawals_of_court_a(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse
) -> None:
    with inside(chaoyang):
        page = publish_article("朝阳撤下的公告", "正文。", slug="coral")
        withdraw(page, Decision(reason=Reason.WRONG, words="日期写错了。"), user=None)
    with inside(fengtai):
        assert not Withdrawal.objects.exists()
        standing = publish_article("丰台的公告", "正文。", slug="pearl")

    assert "朝阳撤下的公告" in browse(chaoyang, "administrator").get("/admin/review/withdrawals/").content.decode()
    assert "朝阳撤下的公告" not in browse(fengtai, "administrator").get("/admin/review/withdrawals/").content.decode()
    assert browse(chaoyang).get("/news/coral/").status_code == 410
    assert browse(fengtai).get("/news/coral/").status_code == 404
    assert browse(fengtai).get("/news/pearl/").status_code == 200
    assert browse(fengtai, "administrator").post(f"/admin/pages/{page.pk}/unpublish/", {}).status_code in (
        200,
        302,
        404,
    )
    with inside(fengtai):
        standing.refresh_from_db()
        assert standing.live
