"""What is stored is found, the newest version of it, and nothing that was removed."""

import pytest

from search.types import HIT_FIELDS, Removal
from tests.conformance.samples import HAIDIAN, PDF, keys
from tests.search_documents import asked


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

    hit = backend.search(asked("开庭")).hits[0]

    assert {name: getattr(hit, name) for name in HIT_FIELDS} == {name: getattr(stored, name) for name in HIT_FIELDS}


def test_keywords_the_courts_name_and_the_column_are_searched_too(backend, document):
    backend.index([document(keywords=("司法救助",)), document(column="典型案例", **HAIDIAN)])

    assert keys(backend, "司法救助") == ["d1"]
    assert keys(backend, "海淀区 典型案例") == ["d2"]


def test_a_removed_document_is_gone_at_once(backend, document):
    backend.index([document("开庭公告")])

    backend.remove([Removal("d1", 2)])

    assert backend.search(asked("开庭公告")).total == 0
    assert backend.search(asked()).total == 0


def test_a_changed_document_is_found_by_its_new_words_only(backend, document):
    backend.index([document("旧题目拍卖", key="a")])

    backend.index([document("新题目破产", key="a", version=2)])

    assert keys(backend, "破产") == ["a"]
    assert keys(backend, "拍卖") == []


@pytest.mark.parametrize("version", [4, 5])
def test_an_older_or_equal_version_never_replaces(backend, document, version):
    backend.index([document("较新", key="a", version=5)])

    backend.index([document("较旧", key="a", version=version)])

    assert [hit.title for hit in backend.search(asked()).hits] == ["较新"]


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

    assert [hit.title for hit in backend.search(asked()).hits] == ["新"]
