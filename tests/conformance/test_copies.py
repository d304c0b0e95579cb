"""Copies of one text are one hit."""

from datetime import timedelta

import pytest

from search.types import Removal, Sort
from tests.conformance.samples import DAY, HAIDIAN, LONG, PDF, SHANGHAI, WORD, counts, keys
from tests.search_documents import asked


def test_copies_of_one_text_are_one_hit_that_names_the_courts(backend, document):
    backend.index(
        [
            document("告知书", LONG, published=DAY),
            document("告知书", LONG, published=DAY - timedelta(days=9), **HAIDIAN),
            document("告知书", LONG, published=DAY - timedelta(days=5), **SHANGHAI),
            document("告知书", f"{LONG}另行通知。", published=DAY - timedelta(days=20)),
        ]
    )

    results = backend.search(asked("告知书"))

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

    results = backend.search(asked("告知书", page_size=1))

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

    (hit,) = backend.search(asked("告知书", courts=("京0108",))).hits

    assert (hit.key, [copy.court for copy in hit.copies]) == ("d2", ["京0105"])


def test_a_copy_that_came_down_is_named_no_more(backend, document):
    backend.index([document("告知书", LONG), document("告知书", LONG, **HAIDIAN)])

    backend.remove([Removal("d1", 2)])

    (hit,) = backend.search(asked("告知书")).hits
    assert (hit.key, hit.copy_count) == ("d2", 0)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("typed", ["告知书", ""])
def test_turning_pages_shows_every_text_once(backend, document, typed, sort):
    texts = [f"{number}{LONG}" for number in range(7)]
    backend.index([document("告知书", text, **court) for court in ({}, HAIDIAN, SHANGHAI) for text in texts])

    pages = [backend.search(asked(typed, sort=sort, page=page, page_size=3)) for page in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {(page.total, page.pages) for page in pages} == {(21, 3)}
    assert {hit.copy_count for page in pages for hit in page.hits} == {2}
