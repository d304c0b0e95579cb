"""Which words are enough when no document holds all."""

from hypothesis import given
from hypothesis import strategies as st

from search.query.relaxing import deciding, needed_weight, weight_of

WEIGHTS = st.lists(st.floats(0.1, 14), min_size=1, max_size=24).map(lambda weights: sorted(weights, reverse=True))


def test_rare_words_are_worth_more():
    assert weight_of(0) > weight_of(0.001) > weight_of(0.5) > weight_of(1) > 0


@given(WEIGHTS)
def test_without_a_deciding_word_no_document_is_enough(weights):
    count = deciding(weights)

    assert 1 <= count <= len(weights)
    assert sum(weights[count:]) < needed_weight(weights)


def test_one_rare_word_decides_over_a_common_one():
    assert deciding([7.0, 0.7]) == 1
    assert deciding([7.0, 7.0]) == 2
