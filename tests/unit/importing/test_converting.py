"""Clean HTML of a legacy article becomes blocks in the order of the original, and loses no words."""

import pytest

from sites.legacy.importing.converting import Block, Converter
from sites.legacy.importing.files import MovedFile


def convert(
    body: str, images: tuple[str, ...] = ("/a.png",), files: tuple[str, ...] = ("http://x.cn/a.docx",)
) -> list[Block]:
    converter = Converter(
        image=lambda url, _words: MovedFile(7, "/a") if url.endswith(images) else None,
        document=lambda url: MovedFile(9, "/b") if url in files else None,
    )
    return converter.convert(body)


def test_text_keeps_its_emphasis_headings_and_lists() -> None:
    blocks = convert("<h1>标题</h1><p>甲<strong>乙</strong><em>丙</em></p><ol><li>一</li><li>二</li></ol>")

    assert blocks == [("text", "<h2>标题</h2><p>甲<b>乙</b><i>丙</i></p><ol><li>一</li><li>二</li></ol>")]


def test_pictures_stand_between_the_text_around_them_with_their_captions() -> None:
    blocks = convert(
        '<p>前<img src="http://x.cn/a.png" alt="楼">后</p><figure><img src="http://x.cn/a.png"><figcaption>图一</figcaption></figure>'
    )

    assert [kind for kind, _value in blocks] == ["text", "picture", "picture"]
    assert blocks[0][1] == "<p>前后</p>"
    assert blocks[2][1] == {"image": 7, "caption": "图一"}


def test_a_picture_that_was_not_captured_leaves_its_caption() -> None:
    blocks = convert('<figure><img src="http://x.cn/gone.png"><figcaption>图一</figcaption></figure>')

    assert blocks == [("text", "<p>图一</p>")]


def test_a_line_that_is_a_link_to_a_file_becomes_an_attachment_and_one_within_text_a_link() -> None:
    blocks = convert(
        '<p><a href="http://x.cn/a.docx">附件：表格</a></p><p>见<a href="http://x.cn/a.docx">表格</a>。</p>'
    )

    assert blocks[0] == ("attachment", {"document": 9, "title": "附件：表格"})
    assert blocks[1] == ("text", '<p>见<a linktype="document" id="9">表格</a>。</p>')


def test_a_table_keeps_its_grid_and_its_merged_cells() -> None:
    ((kind, table),) = convert(
        "<table><tr><th>年度</th><th>案由</th></tr><tr><td rowspan=2>2018</td><td>民事</td></tr><tr><td>刑事</td></tr>"
        "<tr><td colspan=2>合计</td></tr></table>"
    )

    assert kind == "table"
    assert table["data"] == [["年度", "案由"], ["2018", "民事"], ["", "刑事"], ["合计", ""]]
    assert table["mergeCells"] == [
        {"row": 1, "col": 0, "rowspan": 2, "colspan": 1},
        {"row": 3, "col": 0, "rowspan": 1, "colspan": 2},
    ]
    assert table["first_row_is_table_header"]


def test_tables_that_only_lay_a_page_out_are_opened() -> None:
    blocks = convert("<table><tr><td><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>")

    assert [kind for kind, _value in blocks] == ["text", "table"]


def test_markup_in_text_stays_text() -> None:
    assert convert("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 其他</p>") == [
        ("text", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 其他</p>")
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", ""])
def test_a_link_that_is_no_address_keeps_its_words_alone(address: str) -> None:
    assert convert(f'<p>见<a href="{address}">此</a></p>') == [("text", "<p>见此</p>")]


@pytest.mark.parametrize("body", ["", "   ", "<p></p>", "<div><br></div>"])
def test_nothing_gives_no_blocks(body: str) -> None:
    assert convert(body) == []


def test_absurd_spans_are_bounded() -> None:
    ((_kind, table),) = convert("<table><tr><td colspan=999999>甲</td><td rowspan=99999>乙</td></tr></table>")

    assert len(table["data"]) == 1
    assert len(table["data"][0]) == 101
