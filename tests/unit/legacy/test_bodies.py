"""Where the text stands on pages of no known family, each page invented for one rule."""

from sites.legacy.cleaning import clean_body
from sites.legacy.documents import parse_document
from sites.legacy.readers.general import GeneralReader

SENTENCE = "法庭今日公开审理了这起案件，双方当事人到庭参加诉讼，庭审持续了三个小时。"


def text_of_page(body: str) -> str:
    document = parse_document(f"<html><body>{body}</body></html>", "http://www.xxfy.gov.cn/n/1.html")
    reading = GeneralReader().read(document)
    assert reading is not None
    return clean_body(reading.body, document, title=reading.title, drop=reading.drop).text


def test_text_set_apart_by_line_breaks_is_found_whole():
    lines = [f"{number}、{SENTENCE}" for number in range(1, 9)]
    page = f"<h1>公开开庭</h1><table><tr><td>首页</td></tr><tr><td><font>{'<br>'.join(lines)}</font></td></tr></table><ol><li>{lines[0]}</li></ol>"

    assert text_of_page(page) == "\n".join(lines)


def test_boxes_of_a_page_builder_are_no_furniture():
    box = f'<div class="builder-widget builder-widget-text"><p>{SENTENCE}</p></div>'

    assert text_of_page("<h1>开庭</h1>" + "".join(box for _ in range(5))).count(SENTENCE) == 5


def test_the_comments_of_a_program_are_its_text():
    program = "<pre><code><span class='token comment'># 先核对案号</span>\nfind 案号</code></pre>"

    assert "# 先核对案号" in text_of_page(f"<div class=content><p>{SENTENCE}</p><p>{SENTENCE}</p>{program}</div>")


def test_a_page_of_a_few_words_is_all_text():
    assert text_of_page("<div>今日闭庭</div>") == "今日闭庭"
