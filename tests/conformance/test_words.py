"""Which words find which: compounds, numbers, scripts, phrases, exclusions, and anything else that may be typed."""

import re
from datetime import timedelta

import pytest

from search.types import Sort
from tests.conformance.samples import DAY, keys
from tests.search_documents import asked


@pytest.mark.parametrize("typed", ["朝阳", "法院", "人民", "公告", "朝阳区", "朝阳 公告", "朝阳区人民法院公告"])
def test_parts_of_compounds_are_found(backend, document, typed):
    backend.index([document("朝阳区人民法院公告", court_name="", column="")])

    assert keys(backend, typed) == ["d1"]


def test_a_word_across_the_border_of_two_words_is_not_found(backend, document):
    """民法 (civil law) stands in 人民法院, but is no part of it."""
    backend.index([document("人民法院公告"), document("民法典实施")])

    assert "d1" not in keys(backend, "民法")


def test_a_name_that_no_dictionary_knows_is_found(backend, document):
    backend.index([document("开庭", "原告赵犇骉诉被告钱某"), document("开庭", "赵某与骉某、犇某")])

    assert keys(backend, "赵犇骉")[0] == "d1"


@pytest.mark.parametrize(
    "typed",
    [
        "（2018）京0105民初1234号",
        "(2018)京0105民初1234号",
        "〔2018〕京0105民初1234号",
        "［２０１８］京０１０５民初１２３４号",
        "2018京0105民初1234号",
        "2018 京0105 民初 1234",
        "京0105",
        "1234号",
    ],
)
def test_a_case_number_is_found_however_it_is_written(backend, document, typed):
    backend.index(
        [
            document("民事判决书", "案号（2018）京0105民初1234号，原告张某。"),
            document("民事判决书", "案号（2019）京0108民终12345号，原告李某。"),
        ]
    )

    assert keys(backend, typed) == ["d1"]


@pytest.mark.parametrize(
    "typed", ["法发〔2018〕20号", "法发[2018]20号", "法发（２０１８）20号", "〔2018〕20号", "“法发〔2018〕20号”"]
)
def test_a_document_number_is_found_however_it_is_written(backend, document, typed):
    backend.index(
        [
            document("通知", "根据法发〔2018〕20号文件的要求"),
            document("通知", "根据法发〔2018〕21号文件和法释〔2020〕20号解释的要求"),
        ]
    )

    assert keys(backend, typed) == ["d1"]


def test_width_and_case_do_not_matter(backend, document):
    backend.index([document("ＡＰＰ上线", "微信ｗｘ２０２４")])

    assert keys(backend, "app") == keys(backend, "APP") == keys(backend, "WX2024") == ["d1"]


@pytest.mark.parametrize("text", ["བོད་ཡིག་གི་ཁྲིམས་ཁང་", "ئۇيغۇرچە سوت مەھكىمىسى", "법원의 공고", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ"])
def test_other_scripts_are_found_by_words(backend, document, text):
    backend.index([document("标题", text)])

    assert keys(backend, re.split(r"[\s་]", text)[0]) == ["d1"]


@pytest.mark.parametrize("typed", ['"执行公告"', "“执行公告”", "「执行公告」"])
def test_a_quoted_phrase_stands_together(backend, document, typed):
    backend.index([document("限期履行的执行公告"), document("公告：财产执行"), document("执行情况公告")])

    assert keys(backend, typed) == ["d1"]


@pytest.mark.parametrize("typed", ["公告 -送达", "公告 －送达", '公告 -"送达"'])
def test_an_excluded_word_does_not_occur(backend, document, typed):
    backend.index([document("开庭公告"), document("送达公告"), document("拍卖公告", "依法送达")])

    assert keys(backend, typed) == ["d1"]


def test_exclusion_alone_leaves_all_others(backend, document):
    backend.index([document("开庭公告"), document("送达公告")])

    assert keys(backend, "-送达") == ["d1"]


def test_particles_are_not_insisted_on(backend, document):
    backend.index([document("离婚诉讼指南", "提交起诉状")])

    results = backend.search(asked("怎么提交离婚的起诉状？"))

    assert [hit.key for hit in results.hits] == ["d1"]
    assert not results.relaxed


def test_an_empty_question_gives_the_newest(backend, document):
    backend.index([document(published=DAY - timedelta(days=age)) for age in (3, 1, 2)])

    assert keys(backend) == keys(backend, "   ") == ["d2", "d3", "d1"]


@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        "\ud800",
        "'",
        "\\",
        "a'b\\",
        "'; DROP TABLE search_document; --",
        "%s %(x)s {}",
        "-",
        "--",
        '"',
        '""',
        "“”“",
    ]
    + [
        "& | ! ( ) <-> :*",
        "a:*A",
        "😀",
        "〔",
        "()",
        "（2018）",
        "法" * 5000,
        " ".join("甲乙丙丁戊己庚辛壬癸" * 40),
        "\u202e",
    ],
)
def test_nothing_typed_is_an_error(backend, document, typed):
    backend.index([document("公告", "正文")])

    backend.search(asked(typed))
    backend.search(asked(typed, courts=(typed,), sort=Sort.DATE))


@pytest.mark.parametrize(
    "text", ["\0\ud800", "'\\' & |", "字" * 300_000, "x" * 300_000, " ".join(map(str, range(60_000)))]
)
def test_any_text_can_be_stored(backend, document, text):
    backend.index([document("标题", text)])

    assert keys(backend, "标题") == ["d1"]
