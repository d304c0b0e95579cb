"""Words that stand in a notice for parties alone stand nowhere else: not in any other table, answer, cache or folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.pages.models import HomePage
from sites.parties.models import Case, PartyNotice
from sites.parties.notices import withdraw_notice
from sites.parties.urls import urlpatterns
from tests.pages import publish_article
from tests.parties import MARK, MOBILE, NAME, NUMBER, asked, entered, party, released

TABLES_OF_THE_ROOM = "court_parties_"


@pytest.fixture
def read(chaoyang: CourtSite) -> PartyNotice:
    """A notice with a file, released, read, its file taken along, beside a page that is public."""
    publish_article("公开的通知", "人人可以看到。")
    made = released(party().case, title=f"{MARK}标题", file=MARK.encode())
    browser = entered(chaoyang)
    browser.get("/parties/notices/")
    browser.get(f"/parties/notices/{made.pk}/")
    browser.get(f"/parties/notices/{made.pk}/files/{made.files.get().pk}/")
    return made


@pytest.fixture
def administered(chaoyang: CourtSite, browse: Callable[..., Client]) -> None:
    """What goes through the admin leaves no trace in the tables of Wagtail and of Django."""
    clerk = browse(chaoyang, "administrator")
    clerk.post("/admin/parties/cases/new/", {"number": NUMBER, "cause": "纠纷"})
    case = Case.objects.get(number=NUMBER)
    clerk.post(f"/admin/parties/cases/edit/{case.pk}/", {"number": NUMBER, "cause": "买卖"})
    clerk.post(f"/admin/parties/case/{case.pk}/people/new/", {"name": NAME, "role": "party", "contact": MOBILE})
    body = f'{{"blocks":[{{"key":"a","text":"{MARK}","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}}],"entityMap":{{}}}}'
    fields = {
        "kind": "hearing",
        "title": f"{MARK}标题",
        "body": body,
        "for_all": "on",
        "valid_from": "2026-01-01 08:00",
    }
    clerk.post(f"/admin/parties/case/{case.pk}/notices/new/", fields)
    assert PartyNotice.objects.get().title.startswith(MARK)
    for address in (
        "cases/",
        f"cases/?q={NAME}",
        f"case/{case.pk}/",
        "notices/",
        f"notice/{PartyNotice.objects.get().pk}/",
        "accesses/",
    ):
        assert clerk.get(f"/admin/parties/{address}").status_code == 200
    sheet = SimpleUploadedFile("a.csv", f"案号,姓名,手机号\n{NUMBER},{NAME},{MOBILE}\n".encode())
    assert "没有变化" in clerk.post("/admin/parties/import/", {"sheet": sheet}).content.decode()


@pytest.mark.parametrize("words", [MARK, NAME, MOBILE, "京0105民初1234"])
def test_work_in_the_admin_leaves_it_in_no_other_table(administered: None, words: str) -> None:
    outside = [table for table in rows_holding(words) if not table.partition(".")[2].startswith(TABLES_OF_THE_ROOM)]
    assert outside == []


def rows_holding(words: str) -> Iterator[str]:
    """The tables, in all schemas, of which some row holds these words in any column."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
            "AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        for schema, table in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{schema}"."{table}" AS r WHERE strpos(r::text, %s) > 0)', [words]
            )
            if cursor.fetchone()[0]:
                yield f"{schema}.{table}"


@pytest.mark.parametrize("words", [MARK, NAME, MOBILE, "京0105民初1234"])
def test_no_other_table_of_the_database_holds_it(read: PartyNotice, words: str) -> None:
    withdraw_notice(read, by=User.objects.get(username="party-releaser"), reason=f"{MARK}有误")
    found = list(rows_holding(words))
    assert found, "the search finds what stands in the room's own tables"
    outside = [table for table in found if not table.partition(".")[2].startswith(TABLES_OF_THE_ROOM)]
    assert outside == []


def test_no_public_address_of_the_court_or_the_portal_shows_it(
    read: PartyNotice, chaoyang: CourtSite, portal: CourtSite
) -> None:
    file = read.files.get()
    at_court = [
        "/",
        "/sitemap/",
        "/sitemap.xml",
        "/robots.txt",
        "/disclosure-catalogue/",
        "/news/",
        "/news/feed/",
        f"/media/{file.file.name}",
        f"/media/images/{file.file.name}",
        f"/media/../{file.file.name}",
        f"/documents/{file.pk}/{MARK}.pdf",
        f"/documents/1/{file.file.name}",
        f"/static/{file.file.name}",
        f"/{file.file.name}",
        f"/parties/notices/{read.pk}/",
        f"/parties/notices/{read.pk}/files/{file.pk}/",
    ]
    for address in at_court:
        answer = Client(HTTP_HOST=chaoyang.domain).get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert MARK not in content.decode(errors="replace"), address
    for address in (
        f"/search/?q={MARK}",
        f"/search/suggest/?q={MARK}",
        f"/api/v1/documents?q={MARK}",
        f"/api/v1/search?q={MARK}",
        "/feed/",
        "/",
    ):
        body = Client(HTTP_HOST=portal.domain).get(address).content.decode(errors="replace")
        assert f"{MARK}标题" not in body, address


def test_no_cache_and_no_public_folder_holds_it(read: PartyNotice) -> None:
    assert MARK not in repr(getattr(cache, "_cache", {}))
    root = Path(settings.MEDIA_ROOT)
    holding = [
        path.relative_to(root) for path in root.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()
    ]
    assert [each.parts[1] for each in holding] == ["parties"]
    assert not [path for path in root.rglob("*") if MARK in path.name], "not even the name of the file shows"


def test_no_page_takes_the_address_of_the_room() -> None:
    with pytest.raises(ValidationError, match="当事人查阅的地址"):
        publish_article("公告", slug="parties")


def test_public_pages_know_nothing_of_notices(read: PartyNotice) -> None:
    home = HomePage.objects.get()
    assert not home.get_descendants().filter(title__contains=MARK).exists()


def test_every_answer_of_the_room_is_to_be_kept_by_nobody(read: PartyNotice, chaoyang: CourtSite) -> None:
    """Every address of the room's URL configuration, for all methods, for strangers and for readers, found or not."""
    file = read.files.get()
    routes = [each for each in urlpatterns if isinstance(each, URLPattern)]
    assert len(routes) == 6
    for browser in (Client(HTTP_HOST=chaoyang.domain), asked(chaoyang), entered(chaoyang)):
        for route in routes:
            address = "/parties/" + str(route.pattern).replace("<int:pk>", str(read.pk)).replace(
                "<int:file>", str(file.pk)
            )
            for method in ("get", "head", "post", "options", "put", "delete"):
                ensure_private(getattr(browser, method)(address), f"{method} {address}")
    for address in ("/parties", "/parties/nowhere/", "/parties/notices/999999/"):
        ensure_private(Client(HTTP_HOST=chaoyang.domain).get(address), address)


def ensure_private(answer: object, where: str) -> None:
    headers = answer.headers  # type: ignore[attr-defined]
    assert headers["Cache-Control"] == "no-store, private", where
    assert headers["Pragma"] == "no-cache", where
    assert headers["Referrer-Policy"] == "same-origin", where
    assert "noindex" in headers["X-Robots-Tag"], where
    assert "default-src 'none'" in headers["Content-Security-Policy"], where
    assert "ETag" not in headers, where
    assert "Last-Modified" not in headers, where


def test_an_error_within_the_room_is_kept_by_nobody_either(
    chaoyang: CourtSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sites.parties.views.reading_terms", fail)
    browser = Client(HTTP_HOST=chaoyang.domain, raise_request_exception=False)
    answer = browser.get("/parties/")
    assert answer.status_code == 500
    ensure_private(answer, "an error")


def test_cookies_of_the_room_are_out_of_reach(chaoyang: CourtSite) -> None:
    party()
    browser = Client(HTTP_HOST=chaoyang.domain, headers={"X-Forwarded-Proto": "https"})
    browser.post("/parties/", {"number": "（2018）京0105民初1234号", "name": NAME})
    cookie = browser.cookies["party-request"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Strict",
        "/parties/",
    )
    over_http = entered(chaoyang).cookies["party-session"]
    assert (over_http["httponly"], over_http["secure"], over_http["samesite"]) == (True, "", "Strict")


def test_search_engines_are_told_to_stay_away(chaoyang: CourtSite) -> None:
    visitor = Client(HTTP_HOST=chaoyang.domain)
    assert "Disallow: /parties/" in visitor.get("/robots.txt").content.decode()
    assert 'name="robots" content="noindex' in visitor.get("/parties/").content.decode()
    assert get_resolver(settings.ROOT_URLCONF).resolve("/parties/").url_name == "party_ask"
