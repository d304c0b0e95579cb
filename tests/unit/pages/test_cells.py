"""Cells of tables hold links and emphasis; whatever else is typed into them is text."""

import json

import pytest

from sites.pages.cells import cell_html, cell_markup, cell_of, cell_text, tidy_cell
from sites.pages.tables import DataTableBlock


def table(*rows: list[str | None]) -> dict[str, object]:
    return {"data": list(rows), "cell": [], "mergeCells": [], "table_header_choice": "neither"}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("甲\n乙", "甲<br>乙"),
        ("金额<5万 & a<b>c", "金额&lt;5万 &amp; a&lt;b&gt;c".replace("&lt;b&gt;c", "<b>c</b>")),
        ("5 < 6 &amp; 7", "5 &lt; 6 &amp;amp; 7"),
        ("<b>合计</b> <i>万元</i> m<sup>2</sup>", "<b>合计</b> <i>万元</i> m<sup>2</sup>"),
        ('<a href="https://a.cn/?x=1&amp;y=2">甲</a>', '<a href="https://a.cn/?x=1&amp;y=2">甲</a>'),
        ('<a href="#part">见下</a>', '<a href="#part">见下</a>'),
        ('<a linktype="place" id="part">一</a>', '<a id="part">一</a>'),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<img src=x onerror="alert(1)">', '&lt;img src=x onerror="alert(1)"&gt;'),
        ('<a href="javascript:alert(1)">甲</a>', "<a>甲</a>"),
        ('<a href="x" onclick="y">甲</a>', '&lt;a href="x" onclick="y"&gt;甲'),
        ("<b>甲<i>乙</b>丙</i>", "<b>甲<i>乙</i></b><i>丙</i>"),
        ("甲</b>乙<b>", "甲乙<b></b>"),
        (None, ""),
    ],
)  # fmt: skip
def test_a_cell_is_shown_with_its_markup_and_nothing_else_of_it_is_markup(cell, shown):
    assert cell_html(cell).replace("&quot;", '"') == shown


@pytest.mark.parametrize(
    "cell",
    [
        "金额<5万",
        "a & b &amp; c",
        '见<a href="https://a.cn/?x=1&amp;y=2">甲</a>\n<b>乙</b>',
        '<a linktype="page" id="7" fragment="part">甲</a>',
        '<a linktype="document" id="7">甲</a>',
        '<sup><a href="#n1">[1]</a></sup>',
    ],
)
def test_a_cell_that_is_in_order_is_saved_as_it_stands(cell):
    assert tidy_cell(cell) == cell


def test_what_an_editor_leaves_open_is_closed_when_it_is_saved():
    value = DataTableBlock().clean(table(['<b>甲<a href="javascript:alert(1)">乙', None]))

    assert value["data"] == [["<b>甲<a>乙</a></b>", ""]]


def test_a_table_passes_the_form_of_the_admin_unharmed():
    block = DataTableBlock()
    kept = table(['<a href="https://a.cn/">甲</a>', "1<2"]) | {
        "mergeCells": [{"row": 0, "col": 0, "rowspan": 1, "colspan": 2}]
    }

    saved = block.clean(block.value_from_form(json.dumps(block.get_form_state(kept))))

    assert saved["data"] == kept["data"]
    assert saved["mergeCells"] == kept["mergeCells"]
    assert block.field.widget.table_options["mergeCells"]


def test_a_table_is_rendered_with_its_links_and_searched_without_markup():
    block = DataTableBlock()
    value = table(['<a href="https://a.cn/">甲</a>', "<script>1</script>"])

    shown = block.render(value)

    assert '<a href="https://a.cn/">甲</a>' in shown
    assert "&lt;script&gt;" in shown
    assert block.get_searchable_content(value) == ["甲", "<script>1</script>"]
    assert cell_text("<b>甲</b>") == "甲"


@pytest.mark.parametrize(
    ("markup", "cell"),
    [
        ("<p>甲</p><p>乙 &amp; 丙</p>", "甲\n乙 & 丙"),
        ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
        ('甲<br/><a href="https://a.cn/?x=1&amp;y=2">乙</a><b>丙</b>', '甲\n<a href="https://a.cn/?x=1&amp;y=2">乙</a><b>丙</b>'),
        ("写作 &lt;b&gt; 的标签", "写作 ＜b> 的标签"),
        ("1 &lt; 2", "1 < 2"),
    ],
)  # fmt: skip
def test_well_formed_html_becomes_a_cell(markup, cell):
    assert cell_of(markup) == cell
    assert cell_markup(cell).count("<a ") == markup.count("<a ")
