"""A clarification is linked from its occasion and leads back to it, on the public pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.publishing.review.models import Clarification, HotTopic
from tests.pages import draft_article, publish_article
from tests.review import sign_all, submitted_article

Browse = Callable[..., Client]


def test_occasion_and_clarification_lead_to_each_other(chaoyang: CourtSite, browse: Browse) -> None:
    occasion = publish_article("某案判决书", slug="judgment")
    answer = publish_article("关于某案判决的说明", slug="answer")
    topic = HotTopic.objects.create(title="某案", occasion="误解", occasion_page=occasion)
    Clarification.objects.create(topic=topic, page=answer)
    visitor = browse(chaoyang)

    there = visitor.get("/news/judgment/").content.decode()
    back = visitor.get("/news/answer/").content.decode()

    assert "对此的澄清和解读" in there
    assert "关于某案判决的说明" in there
    assert "本文所澄清、解读的内容" in back
    assert "某案判决书" in back.split("本文所澄清、解读的内容")[1]


def test_a_draft_is_linked_from_nowhere_and_an_occasion_elsewhere_by_its_address(
    chaoyang: CourtSite, browse: Browse
) -> None:
    occasion = publish_article("某案判决书", slug="judgment")
    draft = draft_article("尚未公开的说明", slug="draft")
    answer = publish_article("说明", slug="answer")
    inner = HotTopic.objects.create(title="某案", occasion="误解", occasion_page=occasion)
    Clarification.objects.create(topic=inner, page=draft)
    outer = HotTopic.objects.create(title="网络传言", occasion="误解", occasion_url="https://example.org/rumour")
    Clarification.objects.create(topic=outer, page=answer)
    visitor = browse(chaoyang)

    assert "尚未公开的说明" not in visitor.get("/news/judgment/").content.decode()
    assert 'href="https://example.org/rumour"' in visitor.get("/news/answer/").content.decode()


@pytest.mark.parametrize("name", ["administrator"])
def test_a_topic_is_entered_in_the_admin(chaoyang: CourtSite, browse: Browse, name: str) -> None:
    answer = publish_article("说明", slug="answer")
    form = {
        "title": "某案", "occasion": "误解", "occasion_page": "", "occasion_url": "", "unit": "", "respond_by": "",
        "state": "watched", "clarifications-TOTAL_FORMS": "1", "clarifications-INITIAL_FORMS": "0",
        "clarifications-MIN_NUM_FORMS": "0", "clarifications-MAX_NUM_FORMS": "1000",
        "clarifications-0-page": str(answer.pk), "clarifications-0-id": "", "clarifications-0-DELETE": "",
    }  # fmt: skip

    browse(chaoyang, name).post("/admin/review/hot-topics/new/", form)

    assert [each.page_id for each in HotTopic.objects.get().clarifications.all()] == [answer.pk]


@pytest.mark.reviewed
def test_a_topic_is_answered_when_its_clarification_goes_public(people: dict[str, User]) -> None:
    article = submitted_article("说明", people["writer"])
    topic = HotTopic.objects.create(title="某案", occasion="误解")
    Clarification.objects.create(topic=topic, page=article)

    sign_all(article)

    topic.refresh_from_db()
    assert topic.state == HotTopic.State.ANSWERED
