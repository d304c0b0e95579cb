from wagtail.blocks import StreamBlock

from sites.pages.blocks import body_blocks, plain_text


def text_of(*blocks: tuple[str, object]) -> str:
    raw = [{"type": kind, "value": value} for kind, value in blocks]
    return plain_text(StreamBlock(body_blocks()).to_python(raw))


def test_paragraphs_and_list_items_are_lines_and_entities_are_characters() -> None:
    assert (
        text_of(("text", "<h2>一</h2><p>甲 &amp; 乙<br/>丙</p><ul><li>丁</li><li>戊&lt;</li></ul>"))
        == "一\n甲 & 乙\n丙\n丁\n戊<"
    )


def test_cells_of_a_table_quotes_and_videos_are_words_too() -> None:
    table = {"data": [["年度", "件数"], ["2018", None]], "cell": [], "mergeCells": []}

    text = text_of(
        ("table", table),
        ("quote", {"text": "引文", "source": "出处"}),
        ("video", {"title": "庭审直播", "address": "https://example.cn/"}),
    )

    assert text == "年度 件数\n2018 \n引文 出处\n庭审直播"
