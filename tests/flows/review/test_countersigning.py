"""Matters of several courts: another court signs in its own admin, and sees a value, never the text's own row."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_tenants.utils import schema_context
from wagtail.models import Page

from federation.accounts.models import User
from federation.coordination.models import Countersignature
from federation.courts.models import CourtSite
from sites.pages.models import ArticlePage
from sites.publishing.review.declaring import declare
from sites.publishing.review.models import SignOff, Unit
from sites.publishing.review.signing import sign
from tests.pages import draft_article
from tests.review import waiting

Browse = Callable[..., Client]
Kind = SignOff.Kind
pytestmark = pytest.mark.reviewed


@pytest.fixture
def joint(people: dict[str, User], fengtai: CourtSite) -> ArticlePage:
    """A text of Chaoyang's that concerns Fengtai too, submitted."""
    article = draft_article("联合公告", "两院联合执行。", owner=people["writer"])
    article.save_revision(user=people["writer"])
    declare(article, major=False, sensitive=False, partners=[], courts=[fengtai.court_id])
    article.get_workflow().start(article, people["writer"])
    article.refresh_from_db()
    return article


def answer_at(fengtai: CourtSite, browse: Browse, decision: str) -> Client:
    with schema_context(fengtai.schema_name):
        unit = Unit.objects.get(name="执行局")
    client = browse(fengtai, "administrator")
    asked = Countersignature.objects.get()
    client.post(
        f"/admin/review/countersignatures/{asked.pk}/", {"unit": unit.pk, "decision": decision, "comment": "口径一致。"}
    )
    return client


def test_a_joint_text_goes_public_only_when_the_other_court_has_signed(
    joint: ArticlePage, people: dict[str, User], fengtai: CourtSite, chaoyang: CourtSite, browse: Browse
) -> None:
    for name, kind in (("head", Kind.UNIT), ("secrecy", Kind.SECRECY)):
        sign(waiting(joint)[kind], user=people[name])
    assert waiting(joint).keys() == {Kind.COURT}, "it waits for the other court"

    there = browse(fengtai, "administrator")
    assert "联合公告" in there.get("/admin/").content.decode()
    page = there.get(f"/admin/review/countersignatures/{Countersignature.objects.get().pk}/").content.decode()
    assert "两院联合执行。" in page
    answer_at(fengtai, browse, "agree")

    with schema_context(chaoyang.schema_name):
        row = SignOff.objects.get(page=joint, kind=Kind.COURT)
        assert (row.state, row.signer) == ("signed", "北京市丰台区人民法院 执行局 administrator")
        assert waiting(joint).keys() == {Kind.PUBLICATION}
        sign(waiting(joint)[Kind.PUBLICATION], user=people["publisher"])
        assert Page.objects.get(pk=joint.pk).live
    assert "联合公告" not in there.get("/admin/").content.decode()


def test_a_court_that_disagrees_sends_the_text_back(
    joint: ArticlePage, people: dict[str, User], fengtai: CourtSite, chaoyang: CourtSite, browse: Browse
) -> None:
    answer_at(fengtai, browse, "return")

    with schema_context(chaoyang.schema_name):
        assert waiting(joint) == {}
        assert joint.current_workflow_state.status == "needs_changes"
        assert SignOff.objects.get(page=joint, kind=Kind.COURT).comment == "口径一致。"


def test_taking_the_text_back_takes_the_request_back(joint: ArticlePage, people: dict[str, User]) -> None:
    joint.current_workflow_state.cancel(user=people["writer"])

    assert Countersignature.objects.get().state == Countersignature.State.WITHDRAWN


def test_nobody_of_the_asking_court_can_answer_and_no_other_court_sees_it(
    joint: ArticlePage, chaoyang: CourtSite, browse: Browse
) -> None:
    asked = Countersignature.objects.get()
    own = browse(chaoyang, "administrator")

    assert own.get(f"/admin/review/countersignatures/{asked.pk}/").status_code == 404
    assert own.post(f"/admin/review/countersignatures/{asked.pk}/", {"decision": "agree"}).status_code == 404
    assert waiting(joint).keys() == {Kind.UNIT, Kind.SECRECY, Kind.COURT}


def test_an_answer_to_another_text_counts_for_nothing(
    joint: ArticlePage, fengtai: CourtSite, chaoyang: CourtSite, browse: Browse
) -> None:
    Countersignature.objects.update(digest="0" * 64)

    answer_at(fengtai, browse, "agree")

    with schema_context(chaoyang.schema_name):
        assert Kind.COURT in waiting(joint)
