"""What is marked in titles and snippets."""

import re

from tests.search_documents import asked


def test_words_are_marked_in_title_and_snippet(backend, document):
    backend.index([document("限期履行公告", "现予公告。被执行人应当履行。")])

    hit = backend.search(asked("履行 公告")).hits[0]

    assert hit.title_html == "限期<mark>履行公告</mark>"
    assert hit.snippet == "现予<mark>公告</mark>。被执行人应当<mark>履行</mark>。"


def test_markup_in_a_document_is_never_markup_in_a_result(backend, document):
    nasty = "<script>alert('公告')</script> & <mark>公告</mark>"
    backend.index([document(nasty, nasty * 20)])

    hit = backend.search(asked("公告")).hits[0]

    for shown in (hit.title_html, hit.snippet):
        assert "<mark>公告</mark>" in shown
        assert "&lt;script&gt;" in shown
        assert not re.search(r"<(?!/?mark>)", shown)


def test_a_case_number_is_marked_as_it_is_written(backend, document):
    backend.index([document("判决书", "案号（2018）京0105民初1234号。")])

    hit = backend.search(asked("2018京0105民初1234号")).hits[0]

    assert hit.snippet == "案号<mark>（2018）京0105民初1234号</mark>。"


def test_the_snippet_is_the_sentence_that_answers(backend, document):
    text = "无关内容在此。" * 100 + "当事人申请司法救助的，应当提交材料。" + "其他内容也在此。" * 100
    backend.index([document("办法", text)])

    snippet = backend.search(asked("司法救助 材料")).hits[0].snippet

    assert snippet.startswith("…当事人申请<mark>司法救助</mark>的")
    assert snippet.endswith("…")
    assert len(snippet) < 200
