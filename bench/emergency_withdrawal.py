"""From the click to gone from everything: emergency withdrawals, with PostgreSQL, with Elasticsearch, and with one that hangs.

`python -m bench.emergency_withdrawal`: fifty pages (`PAGES`) of one court, each with an attachment, a picture and an alias, among
`OTHERS` (2,000) documents of other courts. A publisher presses the button through the admin's own HTTP. From that moment on a visitor and
a citizen ask, over and over, for the page, its alias, its files, its column, feed, site map, the portal's search and the API, until
each has fallen silent, one after another. No follower runs: what the index forgets, it forgets by the withdrawal itself.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, NamedTuple

from bench.support.elasticsearch import scratch_node
from bench.support.platform import scratch_platform
from bench.support.tables import percentile, show

PAGES = int(os.environ.get("PAGES", "50"))
OTHERS = int(os.environ.get("OTHERS", "2000"))
LIMIT = 5.0
GIVEN_UP_AFTER = 60.0
COURT, HOST = "京0105", "chaoyang.localhost"
PASSWORD = "a password for the benchmark"  # noqa: S105
GIVEN = {"reason": "personal", "words": "附件中有未隐去的当事人信息。"}


class Public(NamedTuple):
    """A page, the word that nothing else holds, and the addresses that must fall silent."""

    pk: int
    key: str
    word: str
    slug: str
    addresses: tuple[str, ...]


class Taken(NamedTuple):
    """Seconds from the click until the admin answered, and until nothing showed the page."""

    answered: float
    gone: float


def main() -> None:
    from bench.index_elasticsearch import store

    with scratch_platform() as folder:
        _open()
        store(OTHERS)
        rows = [_row("PostgreSQL", _withdraw_all(_publish_all("甲")))]
        with scratch_node(folder) as (node, _url):
            pages = _publish_all("乙")
            _index()
            rows.append(_row("Elasticsearch", _withdraw_all(pages)))
            pages = _publish_all("丙")
            _index()
            node.pause()
            rows.append(_row("Elasticsearch hangs", _withdraw_all(pages)))
    show(
        f"Emergency withdrawals of {PAGES} pages with attachment, picture and alias, among {OTHERS:,} documents: seconds",
        ("", "answer p50", "gone p50", "gone p95", "gone worst", "worst to the limit"),
        rows,
        f"Limit: {LIMIT:.0f} s from the click to gone from everything.",
    )


def _row(name: str, taken: list[Taken]) -> tuple[object, ...]:
    answered, gone = [each.answered for each in taken], [each.gone for each in taken]
    return (
        name,
        percentile(answered, 50),
        percentile(gone, 50),
        percentile(gone, 95),
        max(gone),
        f"{max(gone) / LIMIT:.2f}x",
    )


def _open() -> None:
    from django_tenants.utils import schema_context

    from federation.accounts.creating import create_account
    from federation.courts.opening import open_site

    with schema_context(open_site(code=COURT, domain=HOST).schema_name):
        create_account(username="publisher", role="publisher", password=PASSWORD)


def _inside() -> Any:
    from django_tenants.utils import schema_context

    from federation.courts.models import CourtSite

    return schema_context(CourtSite.objects.get(court=COURT).schema_name)


def _publish_all(name: str) -> list[Public]:
    from sites.publishing.review.models import Release
    from sites.publishing.review.releasing import publishing_as

    with _inside(), publishing_as(Release.Ground.OPERATOR):
        return [_publish(f"{name}字第{number}号", f"coral-{ord(name)}-{number}") for number in range(PAGES)]


def _publish(word: str, slug: str) -> Public:
    from django.core.files.base import ContentFile
    from PIL import Image
    from wagtail.models import Collection

    from sites.media.models import CourtDocument, CourtImage
    from sites.pages.models import ArticlePage, ColumnPage

    drawn = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(drawn, "PNG")
    picture = CourtImage.objects.create(title=word, file=ContentFile(drawn.getvalue(), f"{slug}.png"))
    paper = CourtDocument(title=word, collection=Collection.get_first_root_node())
    paper.file.save(f"{slug}.txt", ContentFile(word.encode()), save=False)
    paper.save()
    body = [
        {"type": "picture", "value": {"image": picture.pk, "caption": ""}},
        {"type": "attachment", "value": {"document": paper.pk, "title": ""}},
    ]
    news = ColumnPage.objects.get(slug="news", depth=3)
    page = news.add_child(instance=ArticlePage(title=f"珊瑚礁{word}", slug=slug, body=body, live=False))
    page.save_revision().publish()
    page.refresh_from_db()
    page.create_alias(parent=ColumnPage.objects.get(slug="about", depth=3))
    own = (f"/news/{slug}/", f"/about/{slug}/", paper.url, picture.file.url)
    return Public(page.pk, f"{COURT}:{page.pk}", f"珊瑚礁{word}", slug, own)


def _index() -> None:
    from search.following.rebuilding import rebuild
    from search.services import followed_index

    rebuild(followed_index(), stopping=lambda: False, moved=lambda _written: None)


def _withdraw_all(pages: list[Public]) -> list[Taken]:
    from django.test import Client

    publisher = Client(HTTP_HOST=HOST)
    publisher.post("/admin/login/", {"username": "publisher", "password": PASSWORD})
    return [_withdraw(publisher, page) for page in reversed(pages)]  # the newest stands in lists and feeds


def _withdraw(publisher: Any, page: Public) -> Taken:
    for look in _looks(page):
        assert look(), f"{page.slug} is shown before it is withdrawn"
    with ThreadPoolExecutor(1) as visitors:
        began = time.perf_counter()
        gone = visitors.submit(_gone, page, began)
        answer = publisher.post(f"/admin/review/pages/{page.pk}/withdraw/", GIVEN)
        assert answer.status_code == 302
        answered = time.perf_counter() - began
        return Taken(answered, gone.result())


def _gone(page: Public, began: float) -> float:
    """Seconds until the last place shows nothing of it."""
    from django.db import connection

    try:
        for look in _looks(page):
            while look():
                assert time.perf_counter() - began < GIVEN_UP_AFTER, f"{page.slug} does not go"
        return time.perf_counter() - began
    finally:
        connection.close()


def _looks(page: Public) -> Iterator[Callable[[], bool]]:
    """Whether each place still shows the page."""
    from django.test import Client

    visitor, citizen = Client(HTTP_HOST=HOST), Client(HTTP_HOST="portal.localhost")
    for address in page.addresses:
        yield lambda address=address: visitor.get(address).status_code == 200
    for address in ("/news/", "/news/feed/", "/sitemap.xml"):
        yield lambda address=address: f"/{page.slug}/" in visitor.get(address).content.decode()
    for address in ("/search/", "/api/search"):
        yield lambda address=address: f"/{page.slug}/" in citizen.get(address, {"q": page.word}).content.decode()


if __name__ == "__main__":
    main()
