"""From publishing to being found, while fifty editors publish: with PostgreSQL, and with Elasticsearch and its follower.

`python -m bench.publish_to_found 10000`: so many documents of 300 courts are there before. Fifty editors of ten courts, in two
processes, each in a column of their own, write an article and publish it as the admin does (a page, a revision, its
publication), now and then (`EVERY`, 10 seconds on average), some times over (`PAGES`, 4). From the moment at which the
publication has committed the editor asks for a word of it that nothing else holds, until the article is the answer. The index
itself is asked, so nothing that PostgreSQL answers in the place of Elasticsearch counts.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import NamedTuple

from bench.index_elasticsearch import store
from bench.support.elasticsearch import scratch_elasticsearch
from bench.support.platform import scratch_platform
from bench.support.tables import percentile, ratio, show

EDITORS, COURTS, PROCESSES = 50, 10, 2
EVERY = float(os.environ.get("EVERY", "10"))
PAGES = int(os.environ.get("PAGES", "4"))
LOOKING_EVERY = 0.05
GIVEN_UP_AFTER = 30.0
LIMITS = {"PostgreSQL": 1.0, "Elasticsearch": 2.0}


class Editor(NamedTuple):
    """Who writes where: a court's schema, and the place of the column among those of the court."""

    number: int
    schema: str
    column: int


class Published(NamedTuple):
    """Seconds that publishing took, and from its commit until the article was found."""

    took: float
    waited: float


def main(number: int) -> None:
    with scratch_platform() as folder:
        editors = open_courts()
        store(number)
        rows = [_row("PostgreSQL", publish_all(editors, "postgres://"))]
        with scratch_elasticsearch(folder) as url, following():
            rows.append(_row("Elasticsearch", publish_all(editors, url)))
    show(
        f"From publishing to being found, {EDITORS} editors, {number:,} documents, seconds",
        ("", "articles", "publishing p50", "p50", "p95", "p99", "worst", "p99 to the limit", "load"),
        rows,
        f"Limits: {', '.join(f'{seconds:.0f} s with {name}' for name, seconds in LIMITS.items())}, 99 of 100.",
    )


def open_courts() -> list[Editor]:
    """Court sites, and their editors."""
    from federation.courts.models import Court
    from federation.courts.opening import open_site

    codes = Court.objects.filter(level="basic").order_by("code").values_list("code", flat=True)[:COURTS]
    schemas = [open_site(code=code, domain=f"court{at}.localhost").schema_name for at, code in enumerate(codes)]
    return [Editor(number, schemas[number % COURTS], number // COURTS) for number in range(EDITORS)]


@contextmanager
def following() -> Iterator[None]:
    """The follower in a process of its own, once the index serves."""
    from search.following.models import IndexProgress

    with subprocess.Popen([sys.executable, "manage.py", "follow_index"], stderr=subprocess.DEVNULL) as process:
        while not IndexProgress.objects.filter(served_at__isnull=False).exists():
            time.sleep(0.5)
        try:
            yield
        finally:
            process.terminate()


def publish_all(editors: list[Editor], url: str) -> list[Published]:
    """What every editor publishes."""
    os.environ["SEARCH_URL"] = url
    shares = [editors[number::PROCESSES] for number in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        return [each for share in processes.map(publish_share, shares) for each in share]


def publish_share(editors: list[Editor]) -> list[Published]:
    """The part of one process, a thread for each editor."""
    import django

    django.setup()
    with ThreadPoolExecutor(len(editors)) as threads:
        return [each for published in threads.map(edit, editors) for each in published]


def edit(editor: Editor) -> list[Published]:
    """The articles of one editor, who begins at some moment of the first pause."""
    from django.db import connection
    from django_tenants.utils import schema_context

    from sites.pages.models import ColumnPage

    chance = random.Random(editor.number)
    try:
        with schema_context(editor.schema):
            column = ColumnPage.objects.order_by("path")[editor.column]
            published = []
            for number in range(PAGES):
                time.sleep(chance.uniform(0, 2 * EVERY))
                published.append(publish(column, f"bench{os.getpid()}n{editor.number}n{number}"))
            return published
    finally:
        connection.close()


def publish(column: object, word: str) -> Published:
    from sites.pages.models import ArticlePage, ColumnPage

    assert isinstance(column, ColumnPage)
    column.refresh_from_db()
    text = f"<p>本院定于近期公开开庭审理，编号{word}，欢迎旁听。</p>"
    began = time.monotonic()
    article = column.add_child(
        instance=ArticlePage(title=f"开庭公告{word}", body=[{"type": "text", "value": text}], live=False)
    )
    article.save_revision().publish()
    committed = time.monotonic()
    wait_until_found(word, committed + GIVEN_UP_AFTER)
    return Published(committed - began, time.monotonic() - committed)


def wait_until_found(word: str, deadline: float) -> None:
    """Raises `TimeoutError` if it is not found until then."""
    from search.asking import ask
    from search.backends.base import SearchUnavailable
    from search.query.reading import read_query
    from search.services import backend_at, search_url
    from search.types import Query

    backend, asked = backend_at(search_url()), read_query(Query(word, page_size=1))
    while time.monotonic() < deadline:
        with suppress(SearchUnavailable):  # too slow this time: a citizen would ask again
            if ask(backend, asked).total:
                return
        time.sleep(LOOKING_EVERY)
    raise TimeoutError(word)


def _row(name: str, published: list[Published]) -> tuple[object, ...]:
    waited = [each.waited for each in published]
    return (
        name,
        len(published),
        percentile([each.took for each in published], 50),
        *(percentile(waited, percent) for percent in (50, 95, 99)),
        max(waited),
        ratio(percentile(waited, 99), LIMITS[name]),
        round(os.getloadavg()[0], 1),
    )


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
