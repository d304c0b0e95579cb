"""Empty columns do not appear on the site; at their own address they say so."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import BaseViewRestriction, PageViewRestriction

from federation.courts.models import CourtSite
from sites.pages.models import ColumnPage, HomePage, PlainPage
from tests.flows.test_platform_admin import words
from tests.pages import draft_article, publish_article

Browse = Callable[..., Client]
PLACES = ("/", "/sitemap/", "/sitemap.xml", "/nowhere/")


@pytest.fixture
def visitor(chaoyang: CourtSite, browse: Browse) -> Client:
    return browse(chaoyang)


def sub(slug: str) -> ColumnPage:
    return ColumnPage.objects.get(slug=slug)


def mentions(visitor: Client, address: str, slug: str) -> bool:
    return re.search(rf"/{slug}/[\"<]", visitor.get(address).content.decode()) is not None


@pytest.mark.parametrize("address", PLACES)
def test_a_column_appears_once_something_can_be_read_below_it_and_goes_with_the_last_page(
    visitor: Client, address: str
) -> None:
    assert not mentions(visitor, address, "news")

    article = publish_article("法院要闻一则", "正文。", sub("court-news"))
    assert mentions(visitor, address, "news"), "the column above holds what its sub-column holds"
    assert mentions(visitor, address, "court-news") == ("sitemap" in address)
    assert not mentions(visitor, address, "media")

    article.unpublish()
    assert not mentions(visitor, address, "news")


def test_drafts_private_pages_and_columns_of_nothing_are_nothing_to_read(visitor: Client) -> None:
    draft_article("草稿", "正文。", sub("media"))
    private = publish_article("内部", "正文。", sub("court-news"))
    PageViewRestriction.objects.create(page=private, restriction_type=BaseViewRestriction.LOGIN)

    assert list(ColumnPage.objects.shown()) == []
    assert not mentions(visitor, "/sitemap/", "news")


def test_a_plain_page_fills_a_column_and_a_neighbour_whose_path_begins_alike_does_not() -> None:
    sub("profile").add_child(instance=PlainPage(title="本院简介", slug="intro"))

    assert [column.slug for column in ColumnPage.objects.shown().order_by("path")] == ["about", "profile"]
    assert ColumnPage.objects.empty().filter(slug="leaders").exists()


def test_the_address_of_an_empty_column_says_so_and_leads_on(visitor: Client) -> None:
    publish_article("要闻", "正文。", sub("court-news"))
    answer = visitor.get("/news/media/")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "本栏目暂时没有内容。" in page
    assert re.search(r'<ul class="map map-flat"><li><a href="/news/">新闻动态</a></li><li><a href="/">首页</a>', page)
    assert "noindex" not in visitor.get("/news/").content.decode()


def test_editors_see_empty_columns_in_the_admin(chaoyang: CourtSite, browse: Browse) -> None:
    home = HomePage.objects.get()
    page = words(browse(chaoyang, "editor").get(f"/admin/pages/{home.pk}/"))

    assert "新闻动态" in page
    assert "诉讼服务" in page


@pytest.mark.parametrize("address", ["/", "/sitemap/", "/sitemap.xml", "/news/court-news/"])
def test_no_page_costs_a_query_more_for_each_column(visitor: Client, address: str) -> None:
    """Empty ones are told apart within the queries that are made anyway."""
    publish_article("要闻", "正文。", sub("court-news"))
    visitor.get(address)
    with CaptureQueriesContext(connection) as before:
        visitor.get(address)
    for number in range(12):
        column = sub("news").add_child(instance=ColumnPage(title=f"空栏目{number}", slug=f"none-{number}"))
        filled = sub("news").add_child(instance=ColumnPage(title=f"栏目{number}", slug=f"some-{number}"))
        publish_article(f"文章{number}", "正文。", filled)
        assert column.live

    with CaptureQueriesContext(connection) as after:
        visitor.get(address)

    assert len(after) == len(before), [query["sql"][:150] for query in after][len(before) :]


def test_the_site_map_takes_three_queries_for_all_its_columns(visitor: Client) -> None:
    for slug in ("court-news", "media", "profile", "guides", "hearing-notices"):
        publish_article("一篇", "正文。", sub(slug))
    visitor.get("/sitemap/")
    with CaptureQueriesContext(connection) as made:
        visitor.get("/sitemap/")

    about_columns = [query for query in made if '"court_pages_columnpage"' in query["sql"] and "SELECT" in query["sql"]]
    assert len(about_columns) == 3, "the menu, the map, and what is archived"
