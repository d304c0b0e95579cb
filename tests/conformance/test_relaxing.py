"""What answers when too few documents hold every word."""

from tests.conformance.samples import keys
from tests.search_documents import asked


def test_most_words_are_enough_when_no_document_holds_all(backend, document):
    backend.index([document("交通事故赔偿标准"), document("劳动争议"), document("房屋买卖")])

    results = backend.search(asked("交通事故 赔偿 火星"))

    assert [hit.key for hit in results.hits] == ["d1"]
    assert results.relaxed


def test_a_full_answer_comes_before_a_partial_one(backend, document):
    backend.index([document("赔偿"), document("交通"), document("交通赔偿")])

    results = backend.search(asked("交通 赔偿"))

    assert results.hits[0].key == "d3"
    assert (results.relaxed, results.total) == (True, 3)


def test_with_enough_full_answers_nothing_is_relaxed(backend, document):
    backend.index([document("交通赔偿") for _ in range(3)] + [document("赔偿")])

    results = backend.search(asked("交通 赔偿"))

    assert (results.relaxed, results.total) == (False, 3)


def test_quoted_and_excluded_words_are_never_relaxed(backend, document):
    backend.index([document("交通事故"), document("赔偿标准"), document("赔偿标准 旧")])

    assert keys(backend, "火星 赔偿 “赔偿标准” -旧") == ["d2"]
