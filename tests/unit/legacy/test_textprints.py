from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.textprints import TextPrint


@given(st.text(), st.text(), st.text())
def test_the_print_of_joined_texts_is_the_joined_prints(one, two, three):
    joined = TextPrint.of(one) + TextPrint.of(two) + TextPrint.of(three)

    assert joined == TextPrint.of(one + two + three)


def test_texts_that_differ_have_different_prints():
    assert TextPrint.of("甲乙") != TextPrint.of("乙甲")
    assert TextPrint.of("\0") != TextPrint.of("")
