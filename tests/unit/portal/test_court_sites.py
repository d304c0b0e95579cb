"""The pages of a court's site as visitors see them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.module_loading import import_string
from wagtail.models import Page

from federation.courts.models import CourtSite
from sites.pages.models import ArticlePage, ColumnPage, HomePage

TABLE = {"data": [["项目", "标准"], ["财产案件", "1%"]], "first_row_is_table_header": True, "first_col_is_header": True}


@pytest.fixture
def visitor(browse, chaoyang: CourtSite) -> Client:
    return browse(chaoyang)


@pytest.fixture
def put_up(inside, chaoyang: CourtSite):
    """Publishes an article under the first column of the site and gives its path."""

    def publish(title: str, **fields: Any) -> str:
        with inside(chaoyang):
            column = ColumnPage.objects.filter(depth=3).first()
            when = datetime(2026, 6, 18, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
            page = column.add_child(
                instance=ArticlePage(**{"title": title, "slug": "a", "published_at": when} | fields)
            )
            return str(page.url)

    return publish


def test_an_article_carries_the_meta_tags_of_the_field(visitor: Client, put_up):
    path = put_up("立案须知", source="研究室", author="李华", keywords="立案，起诉", summary="怎样立案")

    page = visitor.get(path).content.decode()

    for tag in (
        '<meta name="SiteName" content="北京市朝阳区人民法院">',
        '<meta name="SiteDomain" content="chaoyang.localhost">',
        '<meta name="ArticleTitle" content="立案须知">',
        '<meta name="PubDate" content="2026-06-18 09:30">',
        '<meta name="ContentSource" content="研究室">',
        '<meta name="Author" content="李华">',
        '<meta name="Keywords" content="立案,起诉">',
        '<meta name="Description" content="怎样立案">',
        f'<link rel="canonical" href="http://chaoyang.localhost{path}">',
    ):
        assert tag in page
    assert '<meta name="ColumnName"' in page


def test_every_block_renders(visitor: Client, put_up):
    body = [
        ("text", "<p>一段文字</p>"),
        ("table", TABLE),
        ("quote", {"text": "引文", "source": "出处"}),
        ("video", {"title": "片子", "address": "https://example.cn/v"}),
        ("picture", {"image": None, "caption": "没有图"}),
        ("gallery", {"pictures": []}),
        ("attachment", {"document": None, "title": ""}),
    ]

    page = visitor.get(put_up("立案须知", body=body)).content.decode()

    assert "一段文字" in page
    assert '<th scope="row"' in page
    assert "将离开本站" in page


def test_a_table_cell_is_text_and_never_markup(visitor: Client, put_up):
    page = visitor.get(put_up("立案须知", body=[("table", {"data": [["<script>x</script>"]]})])).content.decode()

    assert "<script>x" not in page


def test_the_search_box_asks_the_portal_about_this_court(visitor: Client):
    page = visitor.get("/").content.decode()

    assert 'action="http://portal.localhost/search/"' in page
    assert '<option value="京0105">' in page


def test_a_page_that_is_not_there_offers_the_search_and_the_columns(visitor: Client):
    answer = visitor.get("/nowhere/")

    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()
    assert 'id="search-here"' in answer.content.decode()


def test_the_site_maps_hold_public_pages_of_this_site_alone(visitor: Client, put_up, inside, chaoyang: CourtSite):
    path = put_up("立案须知")
    with inside(chaoyang):
        hidden = ColumnPage.objects.filter(depth=3).last()
        hidden.unpublish()

    for_people, for_machines = visitor.get("/sitemap/").content.decode(), visitor.get("/sitemap.xml").content.decode()

    assert f"<loc>http://chaoyang.localhost{path}</loc>" in for_machines
    assert "<loc>http://chaoyang.localhost/</loc>" in for_machines
    assert f"/{hidden.slug}/</loc>" not in for_machines
    assert hidden.title not in for_people
    assert "fengtai" not in for_machines


def test_robots_are_told_where_the_map_is(visitor: Client):
    assert "Sitemap: http://chaoyang.localhost/sitemap.xml" in visitor.get("/robots.txt").content.decode()


def test_a_new_site_says_that_it_is_new(visitor: Client):
    assert "本站刚刚开通" in visitor.get("/").content.decode()


def test_a_closed_site_says_so(browse, chaoyang: CourtSite):
    CourtSite.objects.filter(pk=chaoyang.pk).update(closed_at=datetime.now(ZoneInfo("Asia/Shanghai")))

    answer = browse(chaoyang).get("/")

    assert answer.status_code == 503
    assert "网站暂停服务" in answer.content.decode()


def test_a_host_that_nobody_has_says_so(db: None):
    answer = Client(HTTP_HOST="nobody.example").get("/")

    assert answer.status_code == 404
    assert "nobody.example" in answer.content.decode()


@pytest.mark.parametrize(("kind", "parent"), [(ArticlePage, ColumnPage), (ColumnPage, HomePage)])
def test_a_page_that_was_never_saved_can_be_previewed(
    inside, chaoyang: CourtSite, kind: type[Page], parent: type[Page]
):
    with inside(chaoyang):
        above = parent.objects.first()
        page = kind(title="还没有保存", slug="not-yet")
        page.set_url_path(above)
        page.path, page.depth = Page._get_path(above.path, above.depth + 1, above.numchild + 1), above.depth + 1

        answer = page.make_preview_request(preview_mode=page.default_preview_mode)

    assert answer.status_code == 200
    assert "还没有保存" in answer.content.decode()


@pytest.mark.parametrize("room", ["sites.pages.views", "federation.portal.views"])
def test_a_failure_is_admitted_without_the_database(rf, room):
    answer = import_string(f"{room}.server_error")(rf.get("/"))

    assert answer.status_code == 500
    assert "这是我们的故障" in answer.content.decode()
