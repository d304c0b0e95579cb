"""What every search backend does, held against all of them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from search.types import HIT_FIELDS, AttachedFile, Query, Removal, Sort

HAIDIAN = {"court": "京0108", "court_name": "北京市海淀区人民法院"}
SHANGHAI = {"court": "沪02", "court_name": "上海市第二中级人民法院", "level": "intermediate", "province": "上海市"}
DAY = datetime(2024, 5, 6, 1, tzinfo=UTC)
PDF = AttachedFile("收费标准.pdf", "https://chaoyang.example/files/1/", "pdf", "诉讼费用按照标的额分段累计交纳。")
WORD = AttachedFile("起诉状.docx", "https://chaoyang.example/files/2/", "word", "具状人签名，另附身份证明。")
LONG = "人民法院受理案件后应当告知当事人举证的期限和逾期的后果，当事人应当在期限内提交证据材料。" * 3
"""Long enough to be told as a copy, wherever it is published."""


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
    stored = document(
        "开庭公告",
        "定于五月开庭",
        keywords=("开庭",),
        summary="摘要",
        catalogue_item="4.3",
        column_type="notice",
        files=(PDF,),
    )
    backend.index([stored])

    hit = backend.search(Query("开庭")).hits[0]

    assert {name: getattr(hit, name) for name in HIT_FIELDS} == {name: getattr(stored, name) for name in HIT_FIELDS}


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


def test_of_equal_documents_of_one_day_the_higher_courts_comes_first(backend, document):
    levels = ("basic", "supreme", "intermediate", "high")
    backend.index([document("公告", level=level) for level in levels])

    assert [hit.level for hit in backend.search(Query("公告")).hits] == ["supreme", "high", "intermediate", "basic"]


def test_fresh_words_of_a_lower_court_come_before_old_ones_of_a_higher(backend, document):
    now = datetime.now(UTC)
    backend.index(
        [document("公告", level="supreme", published=now - timedelta(days=2500)), document("公告", published=now)]
    )

    assert keys(backend, "公告") == ["d2", "d1"]


def test_neither_date_nor_court_makes_up_for_words(backend, document):
    old, new = datetime(2001, 5, 6, tzinfo=UTC), datetime.now(UTC)
    backend.index(
        [
            document("拍卖公告", "其他", published=old),
            document("公告", "其中一项拍卖", published=new, level="supreme"),
            document("公告", published=new, level="supreme"),
        ]
    )

    assert keys(backend, "拍卖 公告") == ["d1", "d2", "d3"]


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
    assert counts(results, "language") == {"zh-hans": 4}


@pytest.fixture
def varied(backend, document):
    backend.index(
        [
            document("公告", catalogue_item="6.2", column_type="notice", files=(PDF, WORD)),
            document("公告", catalogue_item="6.2", column_type="guide", language="bo", files=(PDF,)),
            document("公告", catalogue_item="5.9", column_type="notice"),
        ]
    )
    return backend


def test_answers_are_counted_by_item_type_of_column_language_and_type_of_file(varied):
    results = varied.search(Query("公告"))

    assert counts(results, "catalogue_item") == {"6.2": 2, "5.9": 1}
    assert counts(results, "column_type") == {"notice": 2, "guide": 1}
    assert counts(results, "language") == {"zh-hans": 2, "bo": 1}
    assert counts(results, "file_type") == {"pdf": 2, "word": 1}
    assert [value.label for value in results.facets["column_type"]] == ["公告", "指南"]
    assert [value.label for value in results.facets["file_type"]] == ["PDF", "文字文档"]


def test_answers_are_narrowed_by_item_type_of_column_language_and_type_of_file(varied):
    assert set(keys(varied, "公告", catalogue_items=("6.2",))) == {"d1", "d2"}
    assert set(keys(varied, "公告", column_types=("notice",))) == {"d1", "d3"}
    assert keys(varied, "公告", languages=("bo",)) == ["d2"]
    assert set(keys(varied, "公告", file_types=("pdf",))) == {"d1", "d2"}
    assert set(keys(varied, "公告", file_types=("word", "pdf"))) == {"d1", "d2"}
    assert keys(varied, "", file_types=("word",), catalogue_items=("6.2",)) == ["d1"]


@pytest.mark.parametrize(
    ("facet", "narrowed", "shown"),
    [
        ("catalogue_item", {"catalogue_items": ("5.9",)}, {"6.2": 2, "5.9": 1}),
        ("column_type", {"column_types": ("guide",)}, {"notice": 2, "guide": 1}),
        ("language", {"languages": ("bo",)}, {"zh-hans": 2, "bo": 1}),
        ("file_type", {"file_types": ("word",)}, {"pdf": 2, "word": 1}),
    ],
)
def test_every_facet_ignores_its_own_selection(varied, facet, narrowed, shown):
    results = varied.search(Query("公告", **narrowed))

    assert results.total == 1
    assert counts(results, facet) == shown
    assert counts(results, "court") == {"京0105": 1}


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


# Files


def test_the_text_and_the_name_of_a_file_are_searched_and_the_hit_names_the_file(backend, document):
    backend.index([document("诉讼指南", "办理事项见附件。", files=(PDF, WORD)), document("其他", files=(WORD,))])

    (hit,) = backend.search(Query("标的额 累计")).hits

    assert hit.key == "d1"
    (file,) = hit.files
    assert (file.name, file.url, file.type) == (PDF.name, PDF.url, "pdf")
    assert file.snippet == "诉讼费用按照<mark>标的额</mark>分段<mark>累计</mark>交纳。"
    assert keys(backend, "起诉状", sort=Sort.DATE) == ["d1", "d2"]


def test_a_hit_names_no_file_that_answers_worse_than_the_page(backend, document):
    backend.index([document("缓交诉讼费用", "可以申请缓交。", files=(WORD, PDF))])

    def named(text):
        return [file.name for file in backend.search(Query(text)).hits[0].files]

    assert named("具状人") == named("缓交 具状人") == [WORD.name]
    assert named("诉讼费用") == [PDF.name]
    assert named("诉讼费用 缓交") == named("") == []
    assert backend.search(Query("诉讼费用")).hits[0].files[0].snippet == ""
    assert "<mark>具状人</mark>" in backend.search(Query("缓交 具状人")).hits[0].files[0].snippet


def test_the_file_that_holds_most_of_the_question_is_named_first(backend, document):
    files = tuple(
        AttachedFile(f"{n}.txt", f"/{n}/", "text", text) for n, text in enumerate(["甲乙", "拍卖", "拍卖 房屋"])
    )
    backend.index([document("通知", files=files)])

    assert [file.name for file in backend.search(Query("房屋 拍卖")).hits[0].files] == ["2.txt", "1.txt"]


def test_words_far_behind_in_a_long_file_are_found_and_shown(backend, document):
    text = "无关内容在此。" * 6_000 + "案号（2018）京0105民初1234号，被执行人应当腾退房屋。" + "其他内容。" * 3_000
    backend.index([document("公告", files=(AttachedFile("长.pdf", "/1/", "pdf", text),))])

    assert "<mark>腾退房屋</mark>" in backend.search(Query("腾退房屋")).hits[0].files[0].snippet
    assert (
        "<mark>（2018）京0105民初1234号</mark>"
        in backend.search(Query("2018京0105民初1234号")).hits[0].files[0].snippet
    )


def test_markup_in_a_file_is_never_markup_in_a_result(backend, document):
    nasty = AttachedFile("<b>公告</b>.txt", "/1/", "text", "<script>alert('拍卖')</script>")
    backend.index([document(files=(nasty,))])

    assert "<script" not in backend.search(Query("拍卖")).hits[0].files[0].snippet


@pytest.mark.parametrize("text", ["\0\ud800", "'\\' & | \"", "字" * 300_000, " ".join(map(str, range(60_000)))])
def test_any_text_of_a_file_can_be_stored(backend, document, text):
    backend.index([document("标题", files=(AttachedFile(text[:200], "/1/", "text", text),))])

    assert keys(backend, "标题") == ["d1"]


def test_a_newer_version_without_the_file_takes_its_words_away(backend, document):
    backend.index([document("指南", key="a", files=(PDF,))])

    backend.index([document("指南", key="a", version=2)])

    assert keys(backend, "标的额") == []
    assert counts(backend.search(Query("指南")), "file_type") == {}


# Copies


def test_copies_of_one_text_are_one_hit_that_names_the_courts(backend, document):
    backend.index(
        [
            document("告知书", LONG, published=DAY),
            document("告知书", LONG, published=DAY - timedelta(days=9), **HAIDIAN),
            document("告知书", LONG, published=DAY - timedelta(days=5), **SHANGHAI),
            document("告知书", f"{LONG}另行通知。", published=DAY - timedelta(days=20)),
        ]
    )

    results = backend.search(Query("告知书"))

    assert [hit.key for hit in results.hits] == ["d3", "d4"]
    first, other = results.hits
    assert [(copy.court, copy.court_name, copy.key) for copy in first.copies] == [
        ("京0108", "北京市海淀区人民法院", "d2"),
        ("京0105", "北京市朝阳区人民法院", "d1"),
    ]
    assert (first.copies[0].url, first.copy_count) == ("https://chaoyang.example/d2/", 2)
    assert (other.copies, other.copy_count) == ((), 0)


def test_totals_and_facets_count_copies_while_pages_count_hits(backend, document):
    backend.index([document("告知书", LONG, **court) for court in ({}, HAIDIAN, SHANGHAI)] + [document("告知书")])

    results = backend.search(Query("告知书", page_size=1))

    assert (results.total, results.pages) == (4, 2)
    assert counts(results, "court") == {"京0105": 2, "京0108": 1, "沪02": 1}


def test_copies_differ_in_spaces_width_and_punctuation_alone(backend, document):
    backend.index([document("告知书", LONG), document("告 知书", LONG.replace("，", ",\n")), document("告知", LONG)])

    assert len(keys(backend)) == 2


def test_short_texts_are_no_copies(backend, document):
    backend.index([document("公告", "详见附件。"), document("公告", "详见附件。", **HAIDIAN)])

    assert len(keys(backend, "公告")) == 2


def test_pages_with_different_files_are_no_copies(backend, document):
    backend.index([document("告知书", LONG, files=(PDF,)), document("告知书", LONG, files=(WORD,))])

    assert len(keys(backend)) == 2


def test_narrowed_to_a_court_its_own_copy_is_shown_and_names_the_others(backend, document):
    backend.index([document("告知书", LONG), document("告知书", LONG, **HAIDIAN)])

    (hit,) = backend.search(Query("告知书", courts=("京0108",))).hits

    assert (hit.key, [copy.court for copy in hit.copies]) == ("d2", ["京0105"])


def test_a_copy_that_came_down_is_named_no_more(backend, document):
    backend.index([document("告知书", LONG), document("告知书", LONG, **HAIDIAN)])

    backend.remove([Removal("d1", 2)])

    (hit,) = backend.search(Query("告知书")).hits
    assert (hit.key, hit.copy_count) == ("d2", 0)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("typed", ["告知书", ""])
def test_turning_pages_shows_every_text_once(backend, document, typed, sort):
    texts = [f"{number}{LONG}" for number in range(7)]
    backend.index([document("告知书", text, **court) for court in ({}, HAIDIAN, SHANGHAI) for text in texts])

    pages = [backend.search(Query(typed, sort=sort, page=page, page_size=3)) for page in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {(page.total, page.pages) for page in pages} == {(21, 3)}
    assert {hit.copy_count for page in pages for hit in page.hits} == {2}
