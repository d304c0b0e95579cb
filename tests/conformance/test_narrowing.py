"""Narrowing by filters, and counting by facets."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conformance.samples import DAY, HAIDIAN, PDF, SHANGHAI, WORD, counts, keys
from tests.search_documents import asked


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
    results = three_courts.search(asked("公告"))

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
    results = varied.search(asked("公告"))

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
    results = varied.search(asked("公告", **narrowed))

    assert results.total == 1
    assert counts(results, facet) == shown
    assert counts(results, "court") == {"京0105": 1}


def test_facets_carry_words_for_people(three_courts):
    facets = three_courts.search(asked("公告")).facets

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
    results = three_courts.search(asked("公告", courts=("京0108",), years=(2024,)))

    assert results.total == 1
    assert counts(results, "court") == {"京0105": 1, "京0108": 1, "沪02": 1}
    assert counts(results, "year") == {"2024": 1, "2023": 1}
    assert counts(results, "level") == {"basic": 1}
    assert [value.value for value in results.facets["court"] if value.selected] == ["京0108"]


def test_a_selected_value_stays_on_offer_though_nothing_has_it(three_courts):
    results = three_courts.search(asked("公告", courts=("粤03",)))

    assert results.total == 0
    assert counts(results, "court")["粤03"] == 0


def test_the_year_is_that_of_china(backend, document):
    backend.index([document("公告", published=datetime(2023, 12, 31, 17, tzinfo=UTC))])

    assert counts(backend.search(asked("公告")), "year") == {"2024": 1}


def test_relaxed_answers_are_counted_too(three_courts):
    results = three_courts.search(asked("公告 火星", courts=("京0108",)))

    assert (results.relaxed, results.total) == (True, 2)
    assert counts(results, "court") == {"京0108": 2, "京0105": 1, "沪02": 1}
