"""An address of the court's own attachment that an editor pastes becomes a link to it, so that it is checked and let out with the page."""

import pytest
from wagtail.rich_text import RichText

from sites.pages.blocks import TextBlock, attachments
from sites.pages.models import ArticlePage
from sites.pages.tables import DataTableBlock

pytestmark = pytest.mark.usefixtures("inside_chaoyang")

OWN = [
    "/documents/7/form.docx",
    "http://chaoyang.localhost/documents/7/form.docx",
    "https://www.chaoyang.localhost:8000/documents/7/%E8%A1%A8.docx",
]
OTHERS = [
    "http://fengtai.localhost/documents/7/form.docx",
    "http://chaoyang.localhost.evil.cn/documents/7/form.docx",
    "/news/documents/7/form.docx",
    "/documents/seven/form.docx",
]


@pytest.mark.parametrize("address", OWN)
def test_it_becomes_a_link_in_texts_and_tables(address: str) -> None:
    text = TextBlock().clean(RichText(f'<p>见<a href="{address}">样式</a>。</p>'))
    table = DataTableBlock().clean({"data": [[f'<a href="{address}">样式</a>', None]], "table_header_choice": "row"})

    assert text.source == '<p>见<a linktype="document" id="7">样式</a>。</p>'
    assert table["data"] == [['<a linktype="document" id="7">样式</a>', ""]]


@pytest.mark.parametrize("address", OTHERS)
def test_any_other_address_stays(address: str) -> None:
    source = f'<p><a href="{address}">样式</a></p>'

    assert TextBlock().clean(RichText(source)).source == source


def test_an_address_that_stands_in_a_stored_text_is_offered_like_a_link() -> None:
    texts = ['<p><a href="/documents/7/form.docx">样式</a></p>', '<p><a linktype="document" id="8">说明</a></p>']
    page = ArticlePage(body=[{"type": "text", "value": text} for text in texts])

    assert [(each.document, each.name) for each in attachments(page.body)] == [(7, "样式"), (8, "说明")]
