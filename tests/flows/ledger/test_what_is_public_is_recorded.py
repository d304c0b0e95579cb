"""Every change of what the public can read is an entry of the court's ledger and a version of the page, in one transaction."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from federation.courts.domains import switch_domain
from federation.courts.models import CourtSite
from federation.courts.opening import close_site, reopen_site
from federation.ledger.acting import acting, because
from federation.ledger.entries import Actor
from federation.ledger.events import Event
from federation.ledger.models import Entry, PublicContent, PublicVersion
from sites.media.keeping import open_shown
from sites.media.models import CourtDocument
from sites.pages.models import ArticlePage, ColumnPage
from sites.publishing.announcing import announce, announce_site
from tests.pages import column, draft_article, publish_article

EDITOR = Actor("li", "李四", "court_bj0105")


@pytest.fixture(autouse=True)
def _inside_chaoyang(chaoyang: CourtSite, inside: Callable) -> Iterator[None]:
    with inside(chaoyang), acting(EDITOR):
        yield


def entries(page: Page) -> list[str]:
    return list(Entry.objects.filter(subject=f"京0105:{page.pk}").order_by("number").values_list("event", flat=True))


def versions(page: Page) -> list[PublicVersion]:
    return list(PublicVersion.objects.filter(subject=f"京0105:{page.pk}").order_by("id"))


def content(version: PublicVersion) -> dict:
    return json.loads(PublicContent.objects.get(pk=version.content).content)


def test_a_publication_is_an_entry_that_says_who_and_what_and_a_version_that_it_vouches_for() -> None:
    with because(ground="第五条第三项"):
        article = publish_article("开庭公告", "定于三月一日开庭。", slug="hearing", source="立案庭")

    entry = Entry.objects.get(subject=f"京0105:{article.pk}")
    (version,) = versions(article)
    assert (entry.court, entry.event, entry.who) == ("京0105", "published", EDITOR)
    assert (version.number, version.time, version.public) == (entry.number, entry.time, True)
    assert json.loads(entry.details) == {
        "ground": "第五条第三项",
        "page": {
            "path": "/news/hearing/",
            "title": "开庭公告",
            "column": "新闻动态",
            "item": version.item,
            "content": version.content,
        },
    }
    assert content(version)["markup"] == "<p>定于三月一日开庭。</p>"
    assert content(version)["facts"]["source"] == "立案庭"


def test_only_what_changes_before_the_public_is_recorded() -> None:
    before = Entry.objects.count()
    article = publish_article("通知", "原文")
    draft_article("草稿", "未公开")
    article.title = "未公开的标题"
    article.save_revision()
    announce({article.pk})

    assert entries(article) == ["published"]
    assert Entry.objects.count() == before + 1


def test_an_edit_of_a_live_page_leaves_both_versions() -> None:
    article = publish_article("通知", "原文")
    article.body = [{"type": "text", "value": "<p>改过的文字</p>"}]
    article.save_revision().publish()

    assert entries(article) == ["published", "edited"]
    assert [content(version)["markup"] for version in versions(article)] == ["<p>原文</p>", "<p>改过的文字</p>"]


def test_a_move_is_recorded_of_every_page_below() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时栏目", slug="temporary"))
    article = publish_article("通知", "原文", parent, slug="notice")

    Page.objects.get(pk=parent.pk).move(Page.objects.get(pk=column("about").pk), pos="last-child")

    assert entries(article) == ["published", "moved"]
    assert [version.path for version in versions(article)] == ["/news/temporary/notice/", "/about/temporary/notice/"]


@pytest.mark.parametrize(
    ("act", "event"),
    [
        (lambda page: page.unpublish(), "withdrawn"),
        (lambda page: page.delete(), "deleted"),
        (
            lambda page: PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login"),
            "restricted",
        ),
    ],
    ids=["unpublished", "deleted", "restricted"],
)
def test_coming_down_is_recorded_with_what_it_was(act: Callable, event: str) -> None:
    article = publish_article("通知", "原文")

    with because(reason="内容有误"):
        act(ArticlePage.objects.get(pk=article.pk))

    assert entries(article) == ["published", event]
    last = versions(article)[-1]
    assert (last.public, last.title, content(last)["markup"]) == (False, "通知", "<p>原文</p>")
    assert json.loads(Entry.objects.get(court="京0105", number=last.number).details)["reason"] == "内容有误"


def test_a_page_that_comes_back_is_published_anew() -> None:
    article = publish_article("通知", "原文")
    article.unpublish()
    article.refresh_from_db()
    article.save_revision().publish()

    assert entries(article) == ["published", "withdrawn", "published"]
    assert PublicContent.objects.filter(hash__in={version.content for version in versions(article)}).count() == 1


def test_what_is_undone_was_never_recorded() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        article = publish_article("通知", "原文")
        raise ZeroDivisionError

    assert entries(article) == []
    assert versions(article) == []


def test_what_the_clock_lets_out_names_who_set_it(monkeypatch: pytest.MonkeyPatch, django_user_model) -> None:
    article = draft_article("预告", "到时公开")
    article.go_live_at = timezone.now() + timedelta(hours=1)
    administrator = django_user_model.objects.get(username="administrator")
    article.save_revision(user=administrator).publish(user=administrator, skip_permission_checks=True)
    assert entries(article) == []

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with acting(Actor("system:publish_scheduled")):
        call_command("publish_scheduled")

    entry = Entry.objects.get(subject=f"京0105:{article.pk}")
    assert entry.actor == "system:publish_scheduled"
    assert json.loads(entry.details)["scheduled_by"] == "administrator"


def test_a_deleted_attachment_can_still_be_had_by_its_content(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = CourtDocument(title="判决书")
    document.file.save("judgment.txt", ContentFile("判决如下".encode()))
    article = publish_article("判决", body="")
    article.body = [{"type": "attachment", "value": {"document": document.pk, "title": ""}}]
    article.save_revision().publish()
    (file,) = content(versions(article)[-1])["files"]

    with transaction.atomic():
        name = document.file.name
        document.delete()
    default_storage.delete(name)  # as Wagtail does once the transaction is over

    assert file["stored"] == name
    assert not default_storage.exists(name)
    assert open_shown(file["sha256"]).read().decode() == "判决如下"
    assert "deleted" not in entries(article)
    assert content(versions(article)[-1])["files"] == []


def test_a_file_that_nobody_has_shown_is_not_kept(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("documents/draft.txt", ContentFile(b"draft"))

    default_storage.delete(name)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_ways_of_a_site_are_recorded_and_change_no_version_of_its_pages(chaoyang: CourtSite) -> None:
    article = publish_article("通知", "原文")
    last = Entry.objects.filter(court="京0105").latest("number").number

    close_site(code="京0105")
    reopen_site(code="京0105")
    switch_domain(chaoyang, to="new.localhost")

    events = Entry.objects.filter(court="京0105", number__gt=last).order_by("number")
    assert [entry.event for entry in events] == [Event.SITE_CLOSED, Event.SITE_REOPENED, Event.DOMAIN_CHANGED]
    assert {entry.subject for entry in events} == {"京0105"}
    assert json.loads(events[2].details) == {
        "before": "chaoyang.localhost",
        "domain": "new.localhost",
        "added": ["new.localhost"],
        "dropped": [],
    }
    assert entries(article) == ["published"]


def test_what_came_down_while_the_site_was_closed_is_recorded_when_it_is_back() -> None:
    article = publish_article("通知", "原文")
    close_site(code="京0105")
    ArticlePage.objects.get(pk=article.pk).unpublish()
    assert entries(article) == ["published"]

    reopen_site(code="京0105")

    assert entries(article) == ["published", "withdrawn"]
    announce_site()
    assert entries(article) == ["published", "withdrawn"]
