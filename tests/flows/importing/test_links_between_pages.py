"""Links between old pages lead to the new pages."""

import re
from collections.abc import Callable

from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex

from federation.courts.models import CourtSite
from search.documents.models import Document
from sites.legacy.fidelity.checking import check_fidelity
from sites.legacy.fidelity.measures import ArticleFidelity, Kept
from sites.legacy.importing.outcomes import Change
from sites.legacy.models import ColumnMapping, OldAddress
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from sites.media.models import CourtDocument
from sites.pages.blocks import TEXT_FEATURES
from sites.pages.models import ArticlePage
from sites.publishing.announcing import announce
from tests.flows.importing.conftest import HOST, LegacySite, address, imported, page_of
from tests.unit.legacy.families import story


def source_of(number: int) -> str:
    return "".join(block.value.source for block in page_of(number).body if block.block_type == "text")


def fidelity_of(legacy: LegacySite, number: int) -> ArticleFidelity:
    with open_source(legacy.capture()) as source, Reading(source) as reading:
        check_fidelity(source, reading, progress=lambda *_: None)
    return ArticleFidelity.from_json(imported(number).fidelity)


def link(target: str, words: str = "相关通知") -> str:
    return f'<p>另见<a href="{target}">{words}</a>一文。</p>'


def test_a_link_leads_to_the_page_of_an_article_that_comes_later_and_back(
    legacy: LegacySite, court: CourtSite, browse: Callable[..., Client]
) -> None:
    legacy.article(1, body=story(1) + link("3.shtml"))
    legacy.article(3, body=story(3) + link(address(1).replace("www.", "") + "#part"))
    report = legacy.bring_in()

    assert report.links == 2
    assert f'<a linktype="page" id="{page_of(3).pk}">相关通知</a>' in source_of(1)
    assert f'<a linktype="page" id="{page_of(1).pk}" fragment="part">相关通知</a>' in source_of(3)
    assert not imported(1).pending_links
    latest = page_of(1).get_latest_revision_as_object()
    assert latest.body.raw_data[0]["value"] == page_of(1).body.raw_data[0]["value"]
    assert ReferenceIndex.get_references_to(page_of(3)).filter(object_id=str(page_of(1).pk)).exists()
    shown = browse(court).get(page_of(1).get_url() or "").content.decode()
    assert f'href="{page_of(3).get_url()}"' in shown


def test_an_article_with_links_is_not_taken_for_edited(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("3.shtml"))
    legacy.bring_in()
    legacy.article(1, body=story(1) + link("2.shtml"))
    report = legacy.bring_in()

    assert report.changes[Change.UPDATED] == 1
    assert f'id="{page_of(2).pk}"' in source_of(1)


def test_the_search_document_is_what_a_new_one_would_be(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("3.shtml"))
    legacy.bring_in()
    page = page_of(1)
    fields = ("title", "text", "summary", "url")
    before = Document.objects.filter(url__endswith=f"{page.slug}/").values(*fields).get()
    announce({page.pk})

    assert Document.objects.filter(url__endswith=f"{page.slug}/").values(*fields).get() == before


def test_links_elsewhere_stay_and_links_to_what_is_gone_lead_to_its_old_address(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("http://www.court.gov.cn/a.html?x=1&y=2") + link("/old/gone.html", "旧页"))
    legacy.other("/old/gone.html", "没有", status="404 Not Found")
    legacy.bring_in()

    text = source_of(1)
    assert '<a href="http://www.court.gov.cn/a.html?x=1&amp;y=2">' in text
    assert '<a href="/old/gone.html">旧页</a>' in text
    assert not imported(1).pending_links


def test_a_link_to_what_was_never_captured_waits_until_it_is(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("9.shtml"))
    first = legacy.bring_in()
    waiting = source_of(1)
    legacy.article(9)
    second = legacy.bring_in()

    assert (first.links, second.links) == (0, 1)
    assert f'<a href="{address(9)}">' in waiting
    assert f'linktype="page" id="{page_of(9).pk}"' in source_of(1)
    assert not imported(1).pending_links


def test_a_page_that_was_edited_meanwhile_keeps_its_links(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("9.shtml"))
    legacy.bring_in()
    page = page_of(1)
    page.title = "编辑改过的标题"
    page.save_revision().publish()
    edited = ArticlePage.objects.get(pk=page.pk).latest_revision_id
    legacy.article(9)
    legacy.bring_in()

    assert page_of(1).latest_revision_id == edited
    assert f'<a href="{address(9)}">' in source_of(1)


def test_links_to_lists_lead_to_the_column_and_to_files_to_the_document(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("/article/index/id/Mz.shtml", "全部") + link("/files/a.pdf", "表格"))
    legacy.other("/files/a.pdf", b"%PDF-1.4 1", content_type="application/pdf")
    legacy.bring_in()

    assert f'linktype="page" id="{page_of(1).get_parent().pk}">全部' in source_of(1)
    assert '<a linktype="document" id="' in source_of(1)


def test_links_in_a_table_lead_to_new_pages_and_files_and_are_counted(
    legacy: LegacySite, court: CourtSite, browse: Callable[..., Client]
) -> None:
    table = (
        '<table><tr><td>名称</td><td>下载</td></tr><tr><td><a href="/files/a.pdf">表格一</a></td>'
        '<td><a href="3.shtml">说明</a></td></tr></table>'
    )
    legacy.article(1, body=story(1) + table)
    legacy.other("/files/a.pdf", b"%PDF-1.4 1", content_type="application/pdf")
    legacy.bring_in()

    page, pdf = page_of(1), CourtDocument.objects.get()
    kinds = [block.block_type for block in page.body]
    assert "attachment" not in kinds
    assert page.body[kinds.index("table")].value["data"][1] == [
        f'<a linktype="document" id="{pdf.pk}">表格一</a>',
        f'<a linktype="page" id="{page_of(3).pk}">说明</a>',
    ]
    assert not imported(1).shortfalls
    assert not imported(1).pending_links
    assert ReferenceIndex.get_references_to(page_of(3)).filter(object_id=str(page.pk)).exists()
    shown = browse(court).get(page.get_url() or "").content.decode()
    assert f'<a href="{page_of(3).get_url()}">说明</a>' in shown
    assert f'<a href="{pdf.url}">表格一</a>' in shown
    text = Document.objects.get(url__endswith=f"{page.slug}/").text
    assert "表格一 说明" in text
    assert "linktype" not in text
    assert (fidelity_of(legacy, 1).links, fidelity_of(legacy, 1).attachments) == (Kept(2, ()), Kept(1, ()))


def test_a_link_to_a_place_leads_to_the_place_of_the_new_page(
    legacy: LegacySite, court: CourtSite, browse: Callable[..., Client]
) -> None:
    legacy.article(1, body=story(1) + link("3.shtml#clause", "第三条") + link("#end", "文末") + '<p id="end">完毕</p>')
    legacy.article(3, body=story(3) + '<h3 id="clause">第三条 期限</h3>')
    legacy.bring_in()

    shown, target = (browse(court).get(page_of(number).get_url() or "").content.decode() for number in (1, 3))
    assert f'<a href="{page_of(3).get_url()}#clause">第三条</a>' in shown
    assert '<a href="#end">文末</a>' in shown
    assert '<a id="end">完毕</a>' in shown
    assert '<a id="clause">第三条</a> 期限</h3>' in target
    assert fidelity_of(legacy, 1).links == Kept(2, ())


def test_links_and_places_pass_through_the_editor_unharmed(legacy: LegacySite) -> None:
    legacy.article(1, body=story(1) + link("3.shtml#clause") + link("#end", "文末") + '<p id="end">完毕</p>')
    legacy.article(3, body=story(3) + '<h3 id="clause">第三条 期限</h3>')
    legacy.bring_in()
    before = source_of(1)

    converter = ContentstateConverter(TEXT_FEATURES)
    after = converter.to_database_format(converter.from_database_format(before))

    assert re.sub(r' data-block-key="[^"]*"', "", after) == before
    assert 'fragment="clause"' in after
    assert '<a linktype="place" id="end">完毕</a>' in after


def test_every_captured_address_has_a_row_that_leads_somewhere_or_says_why_not(legacy: LegacySite) -> None:
    mobile = HOST.replace("www", "m")
    legacy.other(f"{mobile}/article/detail/2018/11/id/1.shtml", "<html><title>x</title><p>另一回事</p></html>")
    legacy.other("/style.css", "p{}", content_type="text/css")
    legacy.other("/moved.html", "", status="302 Found", Location="2.shtml")
    legacy.other("/article/detail/2018/11/old.html", "", status="302 Found", Location=address(2))
    legacy.other("/loop.html", "", status="302 Found", Location=f"{HOST}/loop.html")
    legacy.other("/article/detail/2018/11/gone.shtml", "没有", status="404 Not Found")
    legacy.other("/download/form.pdf", b"%PDF-1.4 form", content_type="application/pdf")
    legacy.other(
        "/down.jsp?id=7",
        b"%PDF-1.4 seven",
        content_type="application/octet-stream",
        Content_Disposition="attachment; filename*=UTF-8''%E8%A1%A8%E6%A0%BC.pdf",
    )
    report = legacy.bring_in()

    rows = {old.url: old for old in OldAddress.objects.all()}
    assert len(rows) == report.addresses - report.spellings
    for old in rows.values():
        assert old.reason, old.url
        assert old.page_id or old.link, old.url
    assert rows[f"{HOST}/article/detail/2018/11/old.html"].page_id == page_of(2).pk
    assert rows[f"{HOST}/download/form.pdf"].link.startswith("/documents/")
    assert rows[f"{HOST}/down.jsp?id=7"].link.startswith("/documents/")
    assert sorted(CourtDocument.objects.values_list("title", flat=True)) == ["form.pdf", "表格.pdf"]
    assert (
        rows[f"{mobile}/article/detail/2018/11/id/1.shtml"].key == "//m.xxfy.gov.cn/article/detail/2018/11/id/1.shtml"
    )
    gone = {url: old for url, old in rows.items() if old.outcome in OldAddress.GONE}
    assert {f"{HOST}/style.css", f"{HOST}/moved.html", f"{HOST}/loop.html"} <= set(gone)
    nearest = rows[f"{HOST}/article/detail/2018/11/gone.shtml"]
    assert nearest.page_id == page_of(1).get_parent().pk


def test_an_article_that_is_left_out_suggests_the_one_of_its_title_or_its_column(legacy: LegacySite) -> None:
    ColumnMapping.objects.create(trail="新闻中心 › 机关后勤", skip=True, state="confirmed")
    legacy.article(7, title=legacy.titles[2], column="机关后勤")
    legacy.article(8, title="食堂菜单", column="机关后勤")
    report = legacy.bring_in()
    rows = OldAddress.objects.filter(url__in=[address(7), address(8)]).order_by("url")
    before = list(rows.values_list())

    assert report.changes[Change.SKIPPED] == 2
    assert [(old.outcome, old.page_id) for old in rows] == [
        ("skipped", page_of(2).pk),
        ("skipped", page_of(1).get_parent().pk),
    ]
    assert "不导入" in rows[0].reason
    legacy.bring_in()
    assert list(rows.values_list()) == before

    ColumnMapping.objects.update(skip=False)
    assert legacy.bring_in().changes[Change.CREATED] == 2
    taken_in = OldAddress.objects.get(url=address(7))
    assert (taken_in.outcome, taken_in.page_id) == ("imported", page_of(7).pk)
