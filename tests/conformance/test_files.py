"""Words in attached files."""

import pytest

from search.types import AttachedFile, Sort
from tests.conformance.samples import PDF, WORD, counts, keys
from tests.search_documents import asked


def test_the_text_and_the_name_of_a_file_are_searched_and_the_hit_names_the_file(backend, document):
    backend.index([document("诉讼指南", "办理事项见附件。", files=(PDF, WORD)), document("其他", files=(WORD,))])

    (hit,) = backend.search(asked("标的额 累计")).hits

    assert hit.key == "d1"
    (file,) = hit.files
    assert (file.name, file.url, file.type) == (PDF.name, PDF.url, "pdf")
    assert file.snippet == "诉讼费用按照<mark>标的额</mark>分段<mark>累计</mark>交纳。"
    assert keys(backend, "起诉状", sort=Sort.DATE) == ["d1", "d2"]


def test_a_hit_names_no_file_that_answers_worse_than_the_page(backend, document):
    backend.index([document("缓交诉讼费用", "可以申请缓交。", files=(WORD, PDF))])

    def named(text):
        return [file.name for file in backend.search(asked(text)).hits[0].files]

    assert named("具状人") == named("缓交 具状人") == [WORD.name]
    assert named("诉讼费用") == [PDF.name]
    assert named("诉讼费用 缓交") == named("") == []
    assert backend.search(asked("诉讼费用")).hits[0].files[0].snippet == ""
    assert "<mark>具状人</mark>" in backend.search(asked("缓交 具状人")).hits[0].files[0].snippet


def test_the_file_that_holds_most_of_the_question_is_named_first(backend, document):
    files = tuple(
        AttachedFile(f"{n}.txt", f"/{n}/", "text", text) for n, text in enumerate(["甲乙", "拍卖", "拍卖 房屋"])
    )
    backend.index([document("通知", files=files)])

    assert [file.name for file in backend.search(asked("房屋 拍卖")).hits[0].files] == ["2.txt", "1.txt"]


def test_words_far_behind_in_a_long_file_are_found_and_shown(backend, document):
    text = "无关内容在此。" * 6_000 + "案号（2018）京0105民初1234号，被执行人应当腾退房屋。" + "其他内容。" * 3_000
    backend.index([document("公告", files=(AttachedFile("长.pdf", "/1/", "pdf", text),))])

    assert "<mark>腾退房屋</mark>" in backend.search(asked("腾退房屋")).hits[0].files[0].snippet
    assert (
        "<mark>（2018）京0105民初1234号</mark>"
        in backend.search(asked("2018京0105民初1234号")).hits[0].files[0].snippet
    )


def test_markup_in_a_file_is_never_markup_in_a_result(backend, document):
    nasty = AttachedFile("<b>公告</b>.txt", "/1/", "text", "<script>alert('拍卖')</script>")
    backend.index([document(files=(nasty,))])

    assert "<script" not in backend.search(asked("拍卖")).hits[0].files[0].snippet


@pytest.mark.parametrize("text", ["\0\ud800", "'\\' & | \"", "字" * 300_000, " ".join(map(str, range(60_000)))])
def test_any_text_of_a_file_can_be_stored(backend, document, text):
    backend.index([document("标题", files=(AttachedFile(text[:200], "/1/", "text", text),))])

    assert keys(backend, "标题") == ["d1"]


def test_a_newer_version_without_the_file_takes_its_words_away(backend, document):
    backend.index([document("指南", key="a", files=(PDF,))])

    backend.index([document("指南", key="a", version=2)])

    assert keys(backend, "标的额") == []
    assert counts(backend.search(asked("指南")), "file_type") == {}
