"""Hot topics: the page that occasioned one leads to the pages that clarify it, and they lead back (article 16)."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from federation.ledger.events import Event
from sites.publishing.review.models.matters import HotTopic
from sites.publishing.review.recording import record


@dataclass(frozen=True, slots=True)
class Reference:
    """A link between an occasion and what was said about it."""

    title: str
    url: str


def clarifications_of(page: Page) -> list[Reference]:
    """Public pages that clarify what this page occasioned, oldest topic first."""
    topics = HotTopic.objects.filter(occasion_page=page.pk).order_by("noticed_at")
    pages = Page.objects.live().public().filter(pk__in=topics.values("clarifications__page")).exclude(pk=page.pk)
    return [Reference(each.title, each.url) for each in pages.order_by("first_published_at", "pk") if each.url]


def occasions_of(page: Page) -> list[Reference]:
    """What this page clarifies: a public page of the site, or an address elsewhere."""
    topics = (
        HotTopic.objects.filter(clarifications__page=page.pk).select_related("occasion_page").order_by("noticed_at")
    )
    public = set(
        Page.objects.live().public().filter(pk__in=topics.values("occasion_page")).values_list("pk", flat=True)
    )
    found = []
    for topic in topics:
        if topic.occasion_page_id in public and topic.occasion_page.url:
            found.append(Reference(topic.occasion_page.title, topic.occasion_page.url))
        elif topic.occasion_url:
            found.append(Reference(topic.title, topic.occasion_url))
    return found


def note_clarifications(page: Page, *, by: Any) -> None:
    """A page is let out: the topics that it clarifies, and that were watched until now, are answered."""
    topics = HotTopic.objects.filter(clarifications__page=page.pk, state=HotTopic.State.WATCHED)
    for topic in topics:
        HotTopic.objects.filter(pk=topic.pk).update(state=HotTopic.State.ANSWERED)
        record(Event.CLARIFIED, page, by=by, details={"topic": topic.pk, "title": topic.title})
