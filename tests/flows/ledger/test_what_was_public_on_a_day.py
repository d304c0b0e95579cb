"""What was public on any day can be shown: the page as it stood, who let it out, on what ground; also once it is deleted."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import unescape
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from federation.courts.models import CourtSite
from federation.courts.opening import close_site, reopen_site
from federation.ledger.acting import acting, because
from federation.ledger.entries import Actor
from federation.ledger.models import Entry, PublicVersion
from federation.ledger.showing import public_on, shown
from sites.media.models import CourtDocument
from sites.pages.models import ArticlePage
from tests.pages import publish_article
from tests.unit.ledger.chains import as_superuser

EDITOR = Actor("li", "李四", "court_bj0105")
FIRST, SECOND, THIRD = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)


@pytest.fixture
def article(chaoyang: CourtSite, inside: Callable) -> Iterator[ArticlePage]:
    """Published in March, changed in June, deleted in September of 2025."""
    with inside(chaoyang), acting(EDITOR):
        page = publish_article("开庭公告", "三月一日开庭。", slug="hearing", catalogue_item="5.3")
        page.body = [{"type": "text", "value": "<p>六月二日开庭。</p>"}]
        page.save_revision().publish()
        with because(reason="已过期"):
            ArticlePage.objects.get(pk=page.pk).delete()
        happened(f"京0105:{page.pk}", FIRST, SECOND, THIRD)
        yield page


def happened(subject: str, *days: date) -> None:
    """As if each of the acts on a page had been done at noon of these days; the site was opened before."""
    numbers = list(Entry.objects.filter(subject=subject).order_by("number").values_list("number", flat=True))
    with as_superuser() as cursor:
        cursor.execute("ALTER TABLE public.ledger_public_version DISABLE TRIGGER ALL")
        cursor.execute("UPDATE public.ledger_entry SET time = '2025-01-01' WHERE event = 'site_opened'")
        for number, day in zip(numbers, days, strict=True):
            noon = f"{day.isoformat()}T12:00:00+08:00"
            for table in ("ledger_entry", "ledger_public_version"):
                cursor.execute(
                    f"UPDATE public.{table} SET time = %s WHERE court = '京0105' AND number = %s", [noon, number]
                )


def titles_and_texts(day: date) -> list[str]:
    versions = public_on("京0105", day).filter(path="/news/hearing/").order_by("time")
    return [strip_tags(shown(version).content["markup"]) for version in versions]


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (FIRST - timedelta(days=1), []),
        (FIRST, ["三月一日开庭。"]),
        (FIRST + timedelta(days=30), ["三月一日开庭。"]),
        (SECOND, ["三月一日开庭。", "六月二日开庭。"]),
        (SECOND + timedelta(days=30), ["六月二日开庭。"]),
        (THIRD, ["六月二日开庭。"]),
        (THIRD + timedelta(days=1), []),
    ],
)
def test_each_day_has_the_text_that_stood_then(article: ArticlePage, day: date, texts: list[str]) -> None:
    assert titles_and_texts(day) == texts


def test_a_version_says_who_let_it_out_and_who_ended_it_and_why(article: ArticlePage) -> None:
    (version,) = public_on("京0105", SECOND + timedelta(days=1)).filter(path="/news/hearing/")

    what = shown(version)

    assert (what.actor, what.event, what.item, what.host) == (EDITOR, "edited", "5.3", "chaoyang.localhost")
    assert what.ended is not None
    assert (what.ended.event, json.loads(what.ended.details)["reason"]) == ("deleted", "已过期")


def test_while_the_site_was_closed_nothing_was_public(chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        publish_article("通知", "原文", slug="open")
    assert public_on("京0105", timezone.localdate()).filter(path="/news/open/").exists()

    close_site(code="京0105")

    assert public_on("京0105", timezone.localdate()).filter(path="/news/open/").exists()  # for a part of today
    assert not public_on("京0105", timezone.localdate() + timedelta(days=1)).exists()
    reopen_site(code="京0105")
    assert public_on("京0105", timezone.localdate() + timedelta(days=1)).filter(path="/news/open/").exists()


def test_the_command_lists_a_day_and_shows_a_page(article: ArticlePage) -> None:
    listed, told = StringIO(), StringIO()

    call_command("show_public", court="京0105", date=SECOND, stdout=listed)
    call_command("show_public", court="京0105", date=FIRST, address="http://x/news/hearing", stdout=told)

    assert [line.split("\t")[3:] for line in listed.getvalue().splitlines()] == [["/news/hearing/", "开庭公告"]] * 2
    page = json.loads(told.getvalue())
    assert page["address"] == "chaoyang.localhost/news/hearing/"
    assert page["actor"] == {"name": "li", "display": "李四", "schema": "court_bj0105"}
    assert (page["since"], page["until"]) == ("2025-03-01T12:00:00+08:00", "2025-06-01T12:00:00+08:00")
    assert page["content"]["markup"] == "<p>三月一日开庭。</p>"
    with pytest.raises(CommandError, match="nothing was public"):
        call_command("show_public", court="京0105", date=THIRD + timedelta(days=1), address="/news/hearing/")


def words(client: Client, address: str, **parameters: str) -> str:
    answer = client.get(address, parameters)
    assert answer.status_code == 200, address
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def test_the_admin_shows_a_day_a_page_and_the_difference(
    article: ArticlePage, chaoyang: CourtSite, browse: Callable[..., Client]
) -> None:
    administrator = browse(chaoyang, "administrator")
    first, second = PublicVersion.objects.filter(subject=f"京0105:{article.pk}", public=True).order_by("id")

    listed = words(administrator, "/admin/reports/public/", day=FIRST.isoformat())
    assert "2025-03-01 12:00:00 2025-06-01 12:00:00 李四" in listed
    assert "开庭公告" not in words(administrator, "/admin/reports/public/", day="2025-02-01", path="/news/hearing/")

    page = words(administrator, f"/admin/reports/public/{second.pk}/")
    assert "法发〔2018〕20号第五条第（三）项" in page
    assert "2025-09-01 12:00:00 由 李四 删除。" in page
    document = administrator.get(f"/admin/reports/public/{second.pk}/document/")
    assert "六月二日开庭。" in document.content.decode()
    assert "default-src 'none'" in document["Content-Security-Policy"]

    difference = administrator.get(f"/admin/reports/public/{first.pk}/{second.pk}/").content.decode()
    assert "<del>三</del><ins>六</ins>月" in difference


def test_a_file_that_was_shown_can_be_had_after_it_was_deleted(
    chaoyang: CourtSite, inside: Callable, browse: Callable[..., Client], settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    administrator = browse(chaoyang, "administrator")
    with inside(chaoyang):
        document = CourtDocument(title="判决书")
        document.file.save("judgment.txt", ContentFile("判决如下".encode()))
        page = publish_article("判决")
        page.body = [{"type": "attachment", "value": {"document": document.pk, "title": ""}}]
        page.save_revision().publish()
        version = PublicVersion.objects.filter(subject=f"京0105:{page.pk}").latest("id")
        storage, name = document.file.storage, document.file.name
        document.delete()
        storage.delete(name)

    shown_page = administrator.get(f"/admin/reports/public/{version.pk}/").content.decode()
    digest = shown_page.partition("/admin/reports/public/files/")[2].partition("/")[0]
    answer = administrator.get(f"/admin/reports/public/files/{digest}/")
    assert b"".join(answer.streaming_content).decode() == "判决如下"
    assert answer["Content-Disposition"].startswith("attachment")
    document_page = administrator.get(f"/admin/reports/public/{version.pk}/document/").content.decode()
    assert f"/admin/reports/public/files/{digest}/" in document_page
