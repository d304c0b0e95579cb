"""Editors who publish, edit, take down and delete articles through the admin's own pages, over HTTP, whatever happens to the server.

Each works on articles of their own and knows what may have become of them: an answer settles it, an answer that never
came leaves both open.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOGETHER = 10
"""Articles that a bulk action takes."""

PATIENCE = 300.0
"""Seconds that an editor waits for a server that is not there."""

_FORM = {
    "subtitle": "", "summary": "", "picture": "", "body-count": "0", "published_at": "2024-03-01 09:00", "source": "",
    "author": "", "responsible_editor": "", "catalogue_item": "", "keywords": "", "go_live_at": "", "expire_at": "",
    "seo_title": "", "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    "comment_notifications": "", "action-publish": "1",
}  # fmt: skip

_REASON = {"reason": "wrong", "words": "数字有误，须更正。", "public_words": ""}


@dataclass
class Article:
    """What may be true of an article now: one of these titles, and public or not."""

    pk: int
    slug: str
    titles: set[str]
    public: set[bool] = field(default_factory=lambda: {False})
    changed: bool = False


class Refused(AssertionError):
    """The admin answered otherwise than to a change that it made."""


class Editor:
    """One editor, signed in at a court's site, who makes `changes` changes with chances of their own."""

    def __init__(self, port: int, host: str, articles: list[Article], seed: int) -> None:
        self.articles = articles
        self.deleted: list[Article] = []
        self.made = 0
        self._port, self._host = port, host
        self._chance = random.Random(seed)
        self._cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        self._send("GET", "/admin/login/")
        self._post("/admin/login/", {"username": username, "password": password})

    def work(self, changes: int) -> None:
        """Until so many changes of articles have been asked for."""
        while self.made < changes:
            self._chance.choices(
                (self._edit, self._publish_many, self._take_down_many, self._delete), weights=(5, 3, 3, 1)
            )[0]()

    def _edit(self) -> None:
        article = self._chance.choice(self.articles)
        title = f"第{self._chance.randrange(10**9)}号通知"
        with self._changing([article], titles={title}, public=True):
            self._post(f"/admin/pages/{article.pk}/edit/", {**_FORM, "title": title, "slug": article.slug})

    def _publish_many(self) -> None:
        self._in_bulk("publish", public=True)

    def _take_down_many(self) -> None:
        self._in_bulk("unpublish", public=False, **_REASON)

    def _in_bulk(self, action: str, *, public: bool, **reason: str) -> None:
        some = self._chance.sample(self.articles, min(TOGETHER, len(self.articles)))
        with self._changing(some, titles=set(), public=public):
            chosen = "&".join(f"id={each.pk}" for each in some)
            self._post(f"/admin/bulk/wagtailcore/page/{action}/?{chosen}", reason or {"include_descendants": "1"})

    def _delete(self) -> None:
        """The last articles stay, to be worked on."""
        if len(self.articles) > TOGETHER:
            article = self._chance.choice(self.articles)
            with self._changing([article], titles=set(), public=False):
                self.articles.remove(article)
                self.deleted.append(article)  # also where no answer comes: nobody works on it any more
                self._post(f"/admin/pages/{article.pk}/unpublish/", _REASON | {"outcome": "gone"})
                self._post(f"/admin/pages/{article.pk}/delete/", {})

    @contextmanager
    def _changing(self, articles: list[Article], *, titles: set[str], public: bool) -> Iterator[None]:
        """The change is open until the server has answered, and settled then."""
        self.made += len(articles)
        for each in articles:
            each.titles, each.public, each.changed = each.titles | titles, each.public | {public}, True
        try:
            yield
        except (OSError, HTTPException):
            return
        for each in articles:
            each.titles, each.public = titles or each.titles, {public}

    def _post(self, path: str, form: dict[str, str]) -> None:
        status = self._send("POST", path, urlencode(form))
        if status != 302:
            raise Refused(f"{path} was answered with {status}")

    def _send(self, method: str, path: str, body: str = "") -> int:
        """The status. Raises `OSError` or `HTTPException` where none came."""
        connection = self._connected()
        try:
            connection.request(method, path, body, self._headers())
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        return answer.status

    def _connected(self) -> HTTPConnection:
        """Waits for a server: what was never sent was not asked for."""
        end = time.monotonic() + PATIENCE
        while True:
            connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
            try:
                connection.connect()
                return connection
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Host": self._host, "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        return headers | {"X-CSRFToken": self._cookies.get("csrftoken", "")}
