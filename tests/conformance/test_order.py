"""In which order hits come, and how their pages are turned."""

from datetime import UTC, datetime, timedelta

import pytest

from search.types import Sort
from tests.conformance.samples import DAY, counts, keys
from tests.search_documents import asked


def test_words_in_the_title_come_before_words_in_the_text(backend, document):
    backend.index([document("其他", "拍卖"), document("拍卖", "其他"), document("其他", "其他")])

    assert keys(backend, "拍卖") == ["d2", "d1"]


def test_of_equal_documents_the_newer_comes_first(backend, document):
    backend.index([document("公告", published=DAY - timedelta(days=age)) for age in (900, 0, 300)])

    assert keys(backend, "公告") == ["d2", "d3", "d1"]


def test_of_equal_documents_of_one_day_the_higher_courts_comes_first(backend, document):
    levels = ("basic", "supreme", "intermediate", "high")
    backend.index([document("公告", level=level) for level in levels])

    assert [hit.level for hit in backend.search(asked("公告")).hits] == ["supreme", "high", "intermediate", "basic"]


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


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("typed", ["公告", "", "公告 火星 木星"])
def test_turning_pages_shows_every_hit_once(backend, document, typed, sort):
    backend.index([document("公告") for _ in range(23)])

    pages = [backend.search(asked(typed, sort=sort, page=page, page_size=5)) for page in range(1, 6)]

    shown = [hit.key for page in pages for hit in page.hits]
    if typed != "公告 火星 木星":
        assert len(shown) == len(set(shown)) == 23
        assert {(page.total, page.pages, page.total_is_exact) for page in pages} == {(23, 5, True)}


def test_a_page_beyond_the_end_is_empty_and_counts_right(backend, document):
    backend.index([document("公告") for _ in range(3)])

    results = backend.search(asked("公告", page=10**12, page_size=2))

    assert (results.hits, results.total, results.pages) == ((), 3, 2)
    assert counts(results, "court") == {"京0105": 3}
