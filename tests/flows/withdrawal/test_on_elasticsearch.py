"""An emergency withdrawal with a real Elasticsearch: it forgets at once, and whatever it does nobody is shown the page."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from deploy.elasticsearch.node import Node
from federation.accounts.models import User
from federation.courts.models import CourtSite
from search.backends.elasticsearch import ElasticsearchBackend, connect
from search.following.feed import entries_of
from search.following.overtaking import ask_again
from search.services import search
from search.types import Query, Results
from sites.pages.models import ArticlePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from sites.publishing.withdrawal.models import Emergency, Place
from sites.publishing.withdrawal.tasks import StillOpen
from sites.publishing.withdrawal.tasks import reach as reach_later
from tests.elasticsearch_server import url_of
from tests.stored_files import new_document, new_image, publish_blocks, shown
from tests.waiting import wait_until

pytestmark = pytest.mark.reviewed
WORD = "珊瑚礁巡回审判"
LIMIT = 5.0
"""Seconds within which a page is gone from everything (issue and docs)."""


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    ask_again()
    yield
    ask_again()


@pytest.fixture
def page(chaoyang: CourtSite) -> ArticlePage:
    with publishing_as(Release.Ground.IMPORT):
        return publish_blocks(shown(new_document()), shown(new_image()), title=f"{WORD}公告", slug="coral")


@pytest.fixture
def publisher(browse: Callable[..., Client], chaoyang: CourtSite, people: dict[str, User]) -> Client:
    return browse(chaoyang, "publisher")


def serving(url: str, page: ArticlePage, settings: Any) -> ElasticsearchBackend:
    """An index that holds what the table holds of a page, as the follower would have written it."""
    backend = connect(url)
    name = f"{backend.indexes.alias}-20240101000000"
    backend.indexes.create(name)
    backend.indexes.write_at_once(name, entries_of([key_of(page)]))
    backend.indexes.serve(name)
    settings.SEARCH_URL = url
    wait_until(lambda: not found().degraded, what="the index answers")
    assert [hit.key for hit in found().hits] == [key_of(page)]
    return backend


def key_of(page: ArticlePage) -> str:
    return f"京0105:{page.pk}"


def found() -> Results:
    return search(Query(WORD))


def at_once(client: Client, page: ArticlePage) -> tuple[str, float]:
    began = time.perf_counter()
    given = {"reason": "personal", "words": "附件中有未隐去的当事人信息。"}
    answer = client.post(f"/admin/review/pages/{page.pk}/withdraw/", given, follow=True)
    return answer.content.decode(), time.perf_counter() - began


def places_left(chaoyang: CourtSite, inside: Callable) -> list[str]:
    with inside(chaoyang):
        return list(Place.objects.filter(state="open").values_list("where", flat=True))


def test_the_index_forgets_before_the_answer_comes_and_an_older_version_brings_nothing_back(
    page: ArticlePage, publisher: Client, index_url: str, settings: Any
) -> None:
    backend = serving(index_url, page, settings)
    before = entries_of([key_of(page)])

    at_once(publisher, page)

    name = backend.indexes.serving()
    assert name is not None
    (standing,) = backend.indexes.standing_now(name, [key_of(page)])
    assert standing.removed
    assert (found().hits, found().degraded) == ((), False)
    backend.indexes.write_at_once(name, before)
    assert backend.indexes.standing_now(name, [key_of(page)])[0].removed


def test_an_index_that_hangs_keeps_nobody_from_it(
    page: ArticlePage, publisher: Client, browse: Callable[..., Client], chaoyang: CourtSite, portal: CourtSite,
    new_node: Callable[..., Node], settings: Any, inside: Callable,
) -> None:  # fmt: skip
    node = new_node()
    backend = serving(f"{url_of(node)}/withdrawal-{uuid.uuid4().hex[:8]}", page, settings)
    visitor, citizen = browse(chaoyang), browse(portal)
    paper = page.body[0].value["document"].url

    node.pause()
    account, seconds = at_once(publisher, page)

    assert seconds < LIMIT
    assert "没有及时回答" in account
    assert places_left(chaoyang, inside) == ["index"]
    with inside(chaoyang):
        assert [visitor.get(each).status_code for each in ("/news/coral/", paper)] == [410, 404]
        for address in ("/news/", "/news/feed/", "/sitemap.xml"):
            assert "/news/coral/" not in visitor.get(address).content.decode()
        answer = citizen.get(f"/api/search?q={WORD}").json()
    assert answer["total"] == 0
    assert found().hits == ()

    with inside(chaoyang):
        emergency = Emergency.objects.get().pk
    with pytest.raises(StillOpen):
        reach_later(chaoyang.schema_name, emergency)
    node.resume()
    name = wait_until_it_answers(backend)
    reach_later(chaoyang.schema_name, emergency)

    assert places_left(chaoyang, inside) == []
    assert backend.indexes.standing_now(name, [key_of(page)])[0].removed


def wait_until_it_answers(backend: ElasticsearchBackend) -> str:
    name: list[str | None] = []
    wait_until(lambda: bool(name.append(backend.indexes.serving()) or name[-1]), what="the index answers again")
    assert name[-1] is not None
    return name[-1]


def test_an_index_that_cannot_be_written_shows_nothing_of_it(
    page: ArticlePage, publisher: Client, index_url: str, settings: Any, chaoyang: CourtSite, inside: Callable
) -> None:
    backend = serving(index_url, page, settings)
    backend.indexes._client.indices.put_settings(index=backend.indexes.serving(), settings={"index.blocks.write": True})

    account, _seconds = at_once(publisher, page)

    assert "只读" in account
    assert places_left(chaoyang, inside) == ["index"]
    results = found()
    assert (results.hits, results.total, results.degraded) == ((), 0, False)
