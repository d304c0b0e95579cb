"""What every search backend does, held against all of them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from search.types import Query, Removal, Sort

HAIDIAN = {"court": "京0108", "court_name": "北京市海淀区人民法院"}
SHANGHAI = {"court": "沪02", "court_name": "上海市第二中级人民法院", "level": "intermediate", "province": "上海市"}
DAY = datetime(2024, 5, 6, 1, tzinfo=UTC)


def keys(backend, text="", **query):
    return [hit.key for hit in backend.search(Query(text, page_size=50, **query)).hits]


def counts(results, facet):
    return {value.value: value.count for value in results.facets[facet]}


# What is stored is found


def test_a_stored_document_is_found_by_its_title_and_by_its_text(backend, document):
    backend.index([document("关于开展集中执行行动的通告", "敦促被执行人履行生效判决。")])

    assert keys(backend, "集中执行") == ["d1"]
    assert keys(backend, "生效判决") == ["d1"]
    assert keys(backend, "离婚") == []


def test_a_hit_carries_the_facts_of_its_document(backend, document):
    stored = document("开庭公告", "定于五月开庭", keywords=("开庭",), summary="摘要", catalogue_item="4.3")
    backend.index([stored])

    hit = backend.search(Query("开庭")).hits[0]

    names = (
        "key court court_name level province url title published column catalogue_item language kind keywords summary"
    )
    assert {name: getattr(hit, name) for name in names.split()} == {
        name: getattr(stored, name) for name in names.split()
    }


def test_keywords_the_courts_name_and_the_column_are_searched_too(backend, document):
    backend.index([document(keywords=("司法救助",)), document(column="典型案例", **HAIDIAN)])

    assert keys(backend, "司法救助") == ["d1"]
    assert keys(backend, "海淀区 典型案例") == ["d2"]


def test_a_removed_document_is_gone_at_once(backend, document):
    backend.index([document("开庭公告")])

    backend.remove([Removal("d1", 2)])

    assert backend.search(Query("开庭公告")).total == 0
    assert backend.search(Query()).total == 0


def test_a_changed_document_is_found_by_its_new_words_only(backend, document):
    backend.index([document("旧题目拍卖", key="a")])

    backend.index([document("新题目破产", key="a", version=2)])

    assert keys(backend, "破产") == ["a"]
    assert keys(backend, "拍卖") == []


# Versions


@pytest.mark.parametrize("version", [4, 5])
def test_an_older_or_equal_version_never_replaces(backend, document, version):
    backend.index([document("较新", key="a", version=5)])

    backend.index([document("较旧", key="a", version=version)])

    assert [hit.title for hit in backend.search(Query()).hits] == ["较新"]


def test_a_removal_is_not_undone_by_an_older_version(backend, document):
    backend.index([document("公告", key="a", version=1)])
    backend.remove([Removal("a", 3)])

    backend.index([document("公告", key="a", version=2)])

    assert keys(backend, "公告") == []


def test_a_removal_that_comes_before_its_document_counts(backend, document):
    backend.remove([Removal("a", 3)])

    backend.index([document("公告", key="a", version=2)])

    assert keys(backend) == []


def test_an_older_removal_does_nothing(backend, document):
    backend.index([document("公告", key="a", version=5)])

    backend.remove([Removal("a", 4)])

    assert keys(backend) == ["a"]


def test_a_newer_version_brings_a_removed_document_back(backend, document):
    backend.index([document("公告", key="a", version=1)])
    backend.remove([Removal("a", 2)])

    backend.index([document("公告", key="a", version=3)])

    assert keys(backend, "公告") == ["a"]


def test_of_one_batch_the_newest_version_counts(backend, document):
    backend.index([document("新", key="a", version=2), document("旧", key="a", version=1)])

    assert [hit.title for hit in backend.search(Query()).hits] == ["新"]


# Reading the question


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

    results = backend.search(Query("怎么提交离婚的起诉状？"))

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

    backend.search(Query(typed))
    backend.search(Query(typed, courts=(typed,), sort=Sort.DATE))


@pytest.mark.parametrize(
    "text", ["\0\ud800", "'\\' & |", "字" * 300_000, "x" * 300_000, " ".join(map(str, range(60_000)))]
)
def test_any_text_can_be_stored(backend, document, text):
    backend.index([document("标题", text)])

    assert keys(backend, "标题") == ["d1"]


# Relaxing


def test_most_words_are_enough_when_no_document_holds_all(backend, document):
    backend.index([document("交通事故赔偿标准"), document("劳动争议"), document("房屋买卖")])

    results = backend.search(Query("交通事故 赔偿 火星"))

    assert [hit.key for hit in results.hits] == ["d1"]
    assert results.relaxed


def test_a_full_answer_comes_before_a_partial_one(backend, document):
    backend.index([document("赔偿"), document("交通"), document("交通赔偿")])

    results = backend.search(Query("交通 赔偿"))

    assert results.hits[0].key == "d3"
    assert (results.relaxed, results.total) == (True, 3)


def test_with_enough_full_answers_nothing_is_relaxed(backend, document):
    backend.index([document("交通赔偿") for _ in range(3)] + [document("赔偿")])

    results = backend.search(Query("交通 赔偿"))

    assert (results.relaxed, results.total) == (False, 3)


def test_quoted_and_excluded_words_are_never_relaxed(backend, document):
    backend.index([document("交通事故"), document("赔偿标准"), document("赔偿标准 旧")])

    assert keys(backend, "火星 赔偿 “赔偿标准” -旧") == ["d2"]


# Order


def test_words_in_the_title_come_before_words_in_the_text(backend, document):
    backend.index([document("其他", "拍卖"), document("拍卖", "其他"), document("其他", "其他")])

    assert keys(backend, "拍卖") == ["d2", "d1"]


def test_of_equal_documents_the_newer_comes_first(backend, document):
    backend.index([document("公告", published=DAY - timedelta(days=age)) for age in (900, 0, 300)])

    assert keys(backend, "公告") == ["d2", "d3", "d1"]


def test_sorting_by_date(backend, document):
    backend.index([document("拍卖拍卖", published=DAY - timedelta(days=9)), document("其他", "拍卖", published=DAY)])

    assert keys(backend, "拍卖", sort=Sort.DATE) == ["d2", "d1"]


# Pages


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("typed", ["公告", "", "公告 火星 木星"])
def test_turning_pages_shows_every_hit_once(backend, document, typed, sort):
    backend.index([document("公告") for _ in range(23)])

    pages = [backend.search(Query(typed, sort=sort, page=page, page_size=5)) for page in range(1, 6)]

    shown = [hit.key for page in pages for hit in page.hits]
    if typed != "公告 火星 木星":
        assert len(shown) == len(set(shown)) == 23
        assert {(page.total, page.pages, page.total_is_exact) for page in pages} == {(23, 5, True)}


def test_a_page_beyond_the_end_is_empty_and_counts_right(backend, document):
    backend.index([document("公告") for _ in range(3)])

    results = backend.search(Query("公告", page=10**12, page_size=2))

    assert (results.hits, results.total, results.pages) == ((), 3, 2)
    assert counts(results, "court") == {"京0105": 3}


# Narrowing and counting


@pytest.fixture
def three_courts(backend, document):
    backend.index(
        [
            document("公告", published=DAY),
            document("公告", published=DAY - timedelta(days=400), **HAIDIAN),
            document("公告", column="典型案例", **HAIDIAN),
            document("公告", **SHANGHAI),
            document("通知", column="新闻", **SHANGHAI),
        ]
    )
    return backend


def test_answers_are_counted_by_every_facet(three_courts):
    results = three_courts.search(Query("公告"))

    assert (results.total, results.total_is_exact) == (4, True)
    assert counts(results, "court") == {"京0108": 2, "京0105": 1, "沪02": 1}
    assert counts(results, "level") == {"basic": 3, "intermediate": 1}
    assert counts(results, "province") == {"北京市": 3, "上海市": 1}
    assert counts(results, "year") == {"2024": 3, "2023": 1}
    assert counts(results, "column") == {"法院公告": 3, "典型案例": 1}


def test_facets_carry_words_for_people(three_courts):
    facets = three_courts.search(Query("公告")).facets

    assert facets["court"][0].label == "北京市海淀区人民法院"
    assert [value.label for value in facets["level"]] == ["基层人民法院", "中级人民法院"]
    assert [value.label for value in facets["year"]] == ["2024年", "2023年"]


def test_filters_narrow_the_answers(three_courts):
    assert set(keys(three_courts, "公告", courts=("京0108",))) == {"d2", "d3"}
    assert set(keys(three_courts, "公告", courts=("京0108", "沪02"))) == {"d2", "d3", "d4"}
    assert keys(three_courts, "公告", courts=("京0108",), years=(2023,)) == ["d2"]
    assert keys(three_courts, "公告", levels=("intermediate",)) == ["d4"]
    assert keys(three_courts, "公告", provinces=("上海市",)) == ["d4"]
    assert keys(three_courts, "", columns=("典型案例",)) == ["d3"]


def test_a_facet_ignores_its_own_selection_and_obeys_the_others(three_courts):
    results = three_courts.search(Query("公告", courts=("京0108",), years=(2024,)))

    assert results.total == 1
    assert counts(results, "court") == {"京0105": 1, "京0108": 1, "沪02": 1}
    assert counts(results, "year") == {"2024": 1, "2023": 1}
    assert counts(results, "level") == {"basic": 1}
    assert [value.value for value in results.facets["court"] if value.selected] == ["京0108"]


def test_a_selected_value_stays_on_offer_though_nothing_has_it(three_courts):
    results = three_courts.search(Query("公告", courts=("粤03",)))

    assert results.total == 0
    assert counts(results, "court")["粤03"] == 0


def test_the_year_is_that_of_china(backend, document):
    backend.index([document("公告", published=datetime(2023, 12, 31, 17, tzinfo=UTC))])

    assert counts(backend.search(Query("公告")), "year") == {"2024": 1}


def test_relaxed_answers_are_counted_too(three_courts):
    results = three_courts.search(Query("公告 火星", courts=("京0108",)))

    assert (results.relaxed, results.total) == (True, 2)
    assert counts(results, "court") == {"京0108": 2, "京0105": 1, "沪02": 1}


# Highlights


def test_words_are_marked_in_title_and_snippet(backend, document):
    backend.index([document("限期履行公告", "现予公告。被执行人应当履行。")])

    hit = backend.search(Query("履行 公告")).hits[0]

    assert hit.title_html == "限期<mark>履行公告</mark>"
    assert hit.snippet == "现予<mark>公告</mark>。被执行人应当<mark>履行</mark>。"


def test_markup_in_a_document_is_never_markup_in_a_result(backend, document):
    nasty = "<script>alert('公告')</script> & <mark>公告</mark>"
    backend.index([document(nasty, nasty * 20)])

    hit = backend.search(Query("公告")).hits[0]

    for shown in (hit.title_html, hit.snippet):
        assert "<mark>公告</mark>" in shown
        assert "&lt;script&gt;" in shown
        assert not re.search(r"<(?!/?mark>)", shown)


def test_a_case_number_is_marked_as_it_is_written(backend, document):
    backend.index([document("判决书", "案号（2018）京0105民初1234号。")])

    hit = backend.search(Query("2018京0105民初1234号")).hits[0]

    assert hit.snippet == "案号<mark>（2018）京0105民初1234号</mark>。"


def test_the_snippet_is_the_sentence_that_answers(backend, document):
    text = "无关内容在此。" * 100 + "当事人申请司法救助的，应当提交材料。" + "其他内容也在此。" * 100
    backend.index([document("办法", text)])

    snippet = backend.search(Query("司法救助 材料")).hits[0].snippet

    assert snippet.startswith("…当事人申请<mark>司法救助</mark>的")
    assert snippet.endswith("…")
    assert len(snippet) < 200
