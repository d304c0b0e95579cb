"""Case numbers, names and contacts are the same however they are typed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sites.parties.identifying import case_number, contact_of, masked_contact, masked_name, name_key

NUMBER = "（2018）京0105民初1234号"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def widened(text: str, wide: list[bool]) -> str:
    """Characters for which it is so in their full width."""
    return "".join(
        chr(ord(each) + 0xFEE0) if is_wide and "!" <= each <= "~" else each
        for each, is_wide in zip(text, wide, strict=True)
    )


@given(
    year=st.integers(1990, 2099),
    serial=st.integers(1, 9_999_999),
    kind=st.sampled_from(["民初", "刑终", "行赔监", "执异"]),
    data=st.data(),
)
def test_a_case_number_in_any_width_brackets_and_spaces_is_the_same(
    year: int, serial: int, kind: str, data: st.DataObject
) -> None:
    opening, closing = data.draw(st.sampled_from(["()", "（）", "[]", "〔〕", "【】"]))
    space = data.draw(st.sampled_from(["", " ", "\u3000"]))
    plain = f"{opening}{year}{closing}{space}京0105{space}{kind}{space}{serial}{space}号"
    typed = widened(plain, data.draw(st.lists(st.booleans(), min_size=len(plain), max_size=len(plain))))

    assert case_number(f"  {typed} ") == f"（{year}）京0105{kind}{serial}号"


@pytest.mark.parametrize("typed", [NUMBER, "(2018)京0105民初1234号", "2018京0105民初1234号", "（2018）京0105民初01234"])
def test_usual_ways_to_write_one_are_read(typed: str) -> None:
    assert case_number(typed) == NUMBER


@pytest.mark.parametrize(
    "typed", ["", "1234", "民初1234号", f"{NUMBER}和{NUMBER}", f"关于{NUMBER}", "法发〔2018〕20号", "第120条", "\0"]
)
def test_anything_else_is_no_case_number(typed: str) -> None:
    assert case_number(typed) == ""


@given(case=st.text(max_size=80))
def test_whatever_is_typed_is_read_or_not_and_never_an_error(case: str) -> None:
    read = case_number(case)
    assert read == "" or case_number(read) == read
    assert name_key(name_key(case)) == name_key(case)


@given(parts=st.lists(st.text(HAN, min_size=1, max_size=4), min_size=1, max_size=3), data=st.data())
def test_a_name_is_the_same_with_any_dot_between_its_parts_and_any_spaces(
    parts: list[str], data: st.DataObject
) -> None:
    dot = data.draw(st.sampled_from("·•・‧."))
    space = data.draw(st.sampled_from(["", " ", "\u3000"]))

    assert name_key(f"{space}{f'{space}{dot}{space}'.join(parts)}{space}") == name_key("·".join(parts))


@given(name=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20), data=st.data())
def test_a_name_in_latin_is_the_same_in_any_width_and_case(name: str, data: st.DataObject) -> None:
    wide = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))

    assert name_key(widened(name, wide).upper()) == name_key(name)


@pytest.mark.parametrize(
    "typed", ["13812345678", "138 1234 5678", "１３８-1234-5678", "+86 13812345678", "008613812345678"]
)
def test_a_mobile_number_is_kept_as_eleven_digits(typed: str) -> None:
    assert contact_of(typed) == "13812345678"


@pytest.mark.parametrize("typed", ["", "12812345678", "1381234567", "010-85998000", "wang@", "@example.cn"])
def test_what_no_code_can_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        contact_of(typed)


def test_masks_keep_neither_name_nor_number_nor_their_length() -> None:
    assert masked_name("王小明") == masked_name("王五") == "王**"
    assert masked_contact("13812345678") == "138****5678"
    assert masked_contact("wang.xiaoming@example.cn") == "w***@example.cn"
