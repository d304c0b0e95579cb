"""The review of a court is its own: people, texts, deadlines, forced publications."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.publishing.review.escalating import remind_and_escalate
from sites.publishing.review.forcing import force_publication
from sites.publishing.review.models import ForcedPublication, SignOff, Unit
from tests.pages import draft_article
from tests.review import staff, submitted_article

Browse = Callable[..., Client]
pytestmark = pytest.mark.reviewed


def test_court_b_sees_nothing_of_the_review_of_court_a(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse
) -> None:
    with inside(chaoyang):
        people = staff(chaoyang.court_id)
        submitted_article("朝阳的待办", people["writer"])
        forced = draft_article("朝阳强制公开", "正文。")
        forced.save_revision(user=people["writer"])
        force_publication(forced, user=people["publisher"], reason="突发事件，须立即告知当事人改期开庭。")
        row = SignOff.objects.first()
        Unit.objects.create(name="朝阳独有的部门")
    with inside(fengtai):
        assert not SignOff.objects.exists()
        assert not ForcedPublication.objects.exists()
        assert not Unit.objects.filter(name="朝阳独有的部门").exists()
        assert remind_and_escalate() == {"reminded": 0, "escalated": 0}

    there = browse(fengtai, "administrator")
    for address in (
        "",
        "review/sign-offs/",
        "review/forced-publications/",
        "review/units/",
        "review/countersignatures/",
    ):
        page = there.get(f"/admin/{address}").content.decode()
        assert "朝阳的待办" not in page
        assert "朝阳强制公开" not in page
        assert "朝阳独有的部门" not in page
    assert row is not None
    assert there.get(f"/admin/review/sign/{row.pk}/").status_code == 404
    assert there.get(f"/admin/review/sign/{row.pk}/preview/").status_code == 404


def test_an_account_of_court_a_signs_nothing_at_court_b(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse
) -> None:
    with inside(chaoyang):
        staff(chaoyang.court_id)
        own = browse(chaoyang, "head")
    with inside(fengtai):
        people = staff(fengtai.court_id, "writer")
        article = submitted_article("丰台的稿件", people["writer"])
        row = SignOff.objects.filter(page=article).first()
    assert row is not None

    elsewhere = Client(HTTP_HOST=fengtai.domain)
    elsewhere.cookies = own.cookies
    answer = elsewhere.post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"})

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
    with inside(fengtai):
        row.refresh_from_db()
        assert row.state == SignOff.State.WAITING
