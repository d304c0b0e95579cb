"""Server, follower and web process are killed at random moments while editors publish, edit, take down and delete pages.

FAULT_CHANGES sets the number of changes (600; 10000 for the full size).
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django_tenants.utils import schema_context

from deploy.elasticsearch.node import Node
from deploy.ports import free_port
from federation.courts.models import CourtSite
from search.backends.elasticsearch import ElasticsearchBackend
from search.documents.models import Document
from search.following.models import IndexProgress
from search.following.reconciling import reconcile
from search.types import MAX_PAGE_SIZE
from tests.conftest import CHAOYANG, PASSWORD
from tests.faults.conftest import Processes
from tests.faults.editors import Article, Editor
from tests.pages import column, draft_article
from tests.search_documents import asked, new_follower
from tests.waiting import wait_until

CHANGES = int(os.environ.get("FAULT_CHANGES") or 600)
EDITORS, ARTICLES_EACH = 3, 60
KILLS = 9 if CHANGES < 5_000 else 60
"""At least, about: of the server, the follower and the web process in turn."""
SEED = 20
STARTING = 300
"""Seconds that a process may take to start, on a machine that does much else."""


@pytest.fixture
def site(committing: None) -> CourtSite:
    return CourtSite.objects.get(court_id=CHAOYANG)


@pytest.fixture
def articles(site: CourtSite) -> Iterator[list[Article]]:
    """Drafts under a column of the site, which are gone afterwards."""
    with schema_context(site.schema_name):
        made = [draft_article(f"通知{number}", slug=f"fault-{number}") for number in range(EDITORS * ARTICLES_EACH)]
        for each in made:
            each.save_revision()
    yield [Article(each.pk, each.slug, {each.title}) for each in made]
    with schema_context(site.schema_name):
        for page in column().get_children().filter(slug__startswith="fault-"):
            page.delete()


def assert_equal(own: ElasticsearchBackend) -> None:
    compared = reconcile(own.indexes, mend=False, stopping=lambda: False, moved=lambda _: None)
    assert compared.differences == []
    public = set(Document.objects.filter(court=CHAOYANG, removed=False).values_list("key", flat=True))
    shown = {
        hit.key
        for page in range(1, 9)
        for hit in own.search(asked("", courts=(CHAOYANG,), page=page, page_size=MAX_PAGE_SIZE)).hits
    }
    assert shown == public


def assert_nothing_lost_or_risen(articles: list[Article]) -> None:
    """Every article stands as its editor was answered last; what was not answered may have happened or not."""
    titles = dict(Document.objects.filter(court=CHAOYANG, removed=False).values_list("url", "title"))
    for article in articles:
        (title,) = [title for url, title in titles.items() if url.endswith(f"/{article.slug}/")] or [None]
        assert (title is not None) in article.public, article
        assert title is None or title in article.titles, (title, article)


class Killing:
    """Starts what is to be killed, and starts it again."""

    def __init__(self, node: Node, processes: Processes, port: int) -> None:
        self._node, self._processes, self._port = node, processes, port
        self.follower = processes.command("follow_index")
        self.web = processes.serve(port)

    def server(self) -> None:
        self._node.kill()
        self._node.start()

    def following(self) -> None:
        self.follower.kill()
        self.follower = self._processes.command("follow_index")

    def serving(self) -> None:
        self._processes.kill_served(self.web)
        self.web = self._processes.serve(self._port)


def go_on_for(changes: int, editors: list[Editor], working: list[Future[None]]) -> None:
    """Let the editors make so many changes, or come to their end."""

    def made() -> int:
        return sum(editor.made for editor in editors)

    end = made() + changes
    wait_until(
        lambda: made() >= end or all(each.done() for each in working),
        seconds=1_800,
        every=0.05,
        what="changes are made",
    )


def test_after_kills_at_random_moments_index_and_table_are_equal(own, node, processes: Processes, site, articles):
    chance = random.Random(SEED)
    port = free_port()
    killing = Killing(node, processes, port)
    wait_until(lambda: own.indexes.serving() is not None, seconds=STARTING, what="the first index")
    editors = [Editor(port, site.domain, articles[number::EDITORS], number) for number in range(EDITORS)]
    for editor in editors:
        editor.sign_in("administrator", f"{PASSWORD} {CHAOYANG}")

    killed = dict.fromkeys((killing.serving, killing.following, killing.server), 0)
    with ThreadPoolExecutor(EDITORS) as pool:
        working = [pool.submit(editor.work, CHANGES // EDITORS) for editor in editors]
        while not all(each.done() for each in working):
            go_on_for(chance.randint(1, 2 * CHANGES // KILLS), editors, working)
            time.sleep(chance.random())
            kill = min(killed, key=lambda each: (killed[each], chance.random()))
            kill()
            killed[kill] += 1
    for each in working:
        each.result()

    killing.follower.terminate()
    assert killing.follower.wait(timeout=60) in (0, -signal.SIGTERM), "in peace, or still starting"
    wait_until(lambda: own.indexes.serving() is not None, seconds=STARTING, what="the index is back")
    new_follower(own.indexes).catch_up()

    assert min(killed.values()) >= 1, killed
    assert_nothing_lost_or_risen(articles)
    assert_equal(own)


def test_a_rebuild_that_is_killed_halfway_leaves_the_old_index_serving_and_the_next_goes_on(
    served, processes: Processes, many_documents
):
    new_follower(served.indexes).catch_up()
    before = served.indexes.serving()
    assert before

    rebuilding = processes.command("rebuild_index")
    unfinished = IndexProgress.objects.filter(served_at__isnull=True, written__gt=0)
    wait_until(unfinished.exists, what="the new index is begun")
    rebuilding.kill()
    rebuilding.wait(timeout=20)
    halfway = unfinished.get()

    assert served.indexes.serving() == before
    assert served.search(asked("文书")).total > 0
    assert 0 < halfway.written < many_documents

    again = processes.command("rebuild_index")
    said, _ = again.communicate(timeout=120)

    assert again.returncode == 0
    assert f"{halfway.index} serves" in said
    assert served.indexes.names() == [halfway.index]
    assert_equal_counts(served, many_documents)


def assert_equal_counts(served: ElasticsearchBackend, number: int) -> None:
    compared = reconcile(served.indexes, mend=False, stopping=lambda: False, moved=lambda _: None)
    assert (compared.compared, compared.differences) == (number, [])
