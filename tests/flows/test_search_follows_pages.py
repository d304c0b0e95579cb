"""Every way in which Wagtail changes what is public changes the search documents in the same transaction."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from federation.courts.models import CourtSite
from search.services import search
from search.types import Query
from sites.pages.models import ArticlePage, ColumnPage, PlainPage
from tests.pages import column, draft_article, publish_article
from tests.review import sign_all

pytestmark = pytest.mark.usefixtures("inside_chaoyang")

WORD = "珊瑚礁巡回审判"
REASON = {"reason": "wrong", "words": "数字有误，须更正。", "public_words": ""}


@pytest.fixture
def editor(chaoyang: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(chaoyang, "administrator")


def found() -> list[str]:
    """Addresses of what a citizen finds, on the site, in order."""
    hits = search(Query(text=f'"{WORD}"')).hits
    return sorted(hit.url.removeprefix("http://chaoyang.localhost") for hit in hits)


def test_a_published_article_is_found_at_once_with_its_court_column_and_date() -> None:
    day = timezone.make_aware(timezone.datetime(2024, 3, 1))
    publish_article("通知", f"关于{WORD}的通知", slug="coral", published_at=day)

    (hit,) = search(Query(text=f'"{WORD}"')).hits
    assert hit.url == "http://chaoyang.localhost/news/coral/"
    assert (hit.court, hit.court_name, hit.level) == ("京0105", "北京市朝阳区人民法院", "basic")
    assert (hit.column, hit.column_type) == ("新闻动态", "news")
    assert hit.published == day


def test_a_draft_is_not_found_and_a_draft_of_a_live_page_does_not_leak() -> None:
    draft_article("草稿", WORD)
    live = publish_article("公告", "已公开的内容")
    live.title = f"{WORD}草稿标题"
    live.save_revision()

    assert found() == []


def test_unpublishing_takes_an_article_out_at_once() -> None:
    article = publish_article("通知", WORD)

    article.unpublish()

    assert found() == []


def test_deleting_a_column_takes_its_articles_out() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时栏目", slug="temporary"))
    publish_article("通知", WORD, parent)
    assert len(found()) == 1

    parent.delete()

    assert found() == []


def test_moving_a_column_changes_the_addresses_of_everything_below_it() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时栏目", slug="temporary"))
    child = parent.add_child(instance=ColumnPage(title="子栏目", slug="child"))
    publish_article("通知", WORD, child, slug="coral")

    Page.objects.get(pk=parent.pk).move(Page.objects.get(pk=column("about").pk), pos="last-child")

    assert found() == ["/about/temporary/child/coral/"]


def test_a_new_slug_of_a_column_changes_the_addresses_below_it() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时栏目", slug="temporary"))
    publish_article("通知", WORD, parent, slug="coral")

    parent.refresh_from_db()
    parent.slug = "renamed"
    parent.save_revision().publish()

    assert found() == ["/news/renamed/coral/"]


def test_copies_are_found_under_their_own_address() -> None:
    article = publish_article("通知", WORD, slug="coral")

    article.copy(update_attrs={"slug": "coral-copy"}, keep_live=True)
    article.copy(update_attrs={"slug": "coral-draft"}, keep_live=False)

    assert found() == ["/news/coral-copy/", "/news/coral/"]


def test_a_recursive_copy_of_a_column_is_found_with_its_articles() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时栏目", slug="temporary"))
    publish_article("通知", WORD, parent, slug="coral")

    ColumnPage.objects.get(pk=parent.pk).copy(recursive=True, update_attrs={"slug": "second"})

    assert found() == ["/news/second/coral/", "/news/temporary/coral/"]


def test_an_alias_follows_its_source() -> None:
    article = publish_article("通知", "先前的内容", slug="coral")
    article.create_alias(parent=column("about"), update_slug="coral-alias")

    article.refresh_from_db()
    article.title = f"{WORD}通知"
    article.save_revision().publish()

    assert found() == ["/about/coral-alias/", "/news/coral/"]


def test_scheduled_publication_and_expiry_are_followed() -> None:
    article = draft_article("通知", WORD, slug="coral")
    article.go_live_at = timezone.now() + timedelta(hours=1)
    revision = article.save_revision()
    revision.publish()
    assert found() == []

    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    ArticlePage.objects.filter(pk=article.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
    content = revision.content | {"go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")
    assert found() == ["/news/coral/"]

    Page.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert found() == []


def test_a_page_that_needs_a_password_is_not_found_nor_is_anything_below_it() -> None:
    publish_article("通知", WORD)

    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=column().pk), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert found() == []

    restriction.delete()
    assert len(found()) == 1


def test_a_plain_page_is_found_too() -> None:
    page = column("about").add_child(instance=PlainPage(title=f"{WORD}简介", slug="coral"))
    page.save_revision().publish()

    assert found() == ["/about/coral/"]


def test_what_is_rolled_back_was_never_found() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        publish_article("通知", WORD)
        assert len(found()) == 1
        raise RuntimeError("the transaction fails after the publication")

    assert found() == []


def test_the_editor_publishes_edits_and_unpublishes_through_the_admins_own_pages(editor: Client) -> None:
    article = draft_article(f"{WORD}通知", slug="coral")
    form = {
        "title": article.title, "slug": "coral", "subtitle": "", "summary": "", "picture": "", "body-count": "0",
        "published_at": "2024-03-01 09:00", "source": "", "author": "", "responsible_editor": "", "catalogue_item": "",
        "keywords": "", "go_live_at": "", "expire_at": "", "seo_title": "", "search_description": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "comment_notifications": "", "action-submit": "1",
    }  # fmt: skip

    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk], urlconf="federation.config.urls_court"), form
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert found() == []
    sign_all(article)
    assert found() == ["/news/coral/"]

    editor.post(f"/admin/pages/{article.pk}/unpublish/", REASON | {"outcome": "gone"})
    assert found() == []


def test_bulk_actions_are_followed(editor: Client) -> None:
    articles = [draft_article(f"{WORD}之{number}", slug=f"coral-{number}") for number in range(3)]
    chosen = "&".join(f"id={article.pk}" for article in articles)

    for article in articles:
        article.save_revision().publish()
    assert len(found()) == 3

    editor.post(f"/admin/bulk/wagtailcore/page/move/?{chosen}", {"chooser": str(column("about").pk)})
    assert found() == [f"/about/coral-{number}/" for number in range(3)]

    editor.post(f"/admin/bulk/wagtailcore/page/unpublish/?{chosen}", REASON)
    assert found() == []

    for article in articles:
        ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    assert len(found()) == 3
    editor.post(f"/admin/bulk/wagtailcore/page/delete/?{chosen}", {})
    assert len(found()) == 3, "what is public is withdrawn for a reason first"
    editor.post(f"/admin/bulk/wagtailcore/page/unpublish/?{chosen}", REASON)
    editor.post(f"/admin/bulk/wagtailcore/page/delete/?{chosen}", {})
    assert found() == []
    assert not ArticlePage.objects.filter(slug__startswith="coral").exists()


def test_publication_through_a_workflow_is_followed(editor: Client) -> None:
    article = draft_article(f"{WORD}通知", slug="coral")
    article.save_revision()
    workflow = article.get_workflow()
    assert workflow is not None, "a new site comes with a workflow"
    workflow.start(article, None)
    assert found() == []

    sign_all(article)

    assert found() == ["/news/coral/"]


def test_closing_the_site_takes_everything_out_and_reopening_brings_it_back(chaoyang: CourtSite) -> None:
    from federation.courts.opening import close_site, reopen_site

    publish_article("通知", WORD, slug="coral")
    connection.set_schema_to_public()

    close_site(code=chaoyang.court_id)
    assert found() == []

    reopen_site(code=chaoyang.court_id)
    assert found() == ["/news/coral/"]
