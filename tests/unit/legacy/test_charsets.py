import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.charsets import ILLEGIBLE, decode

NOTICE = "本院定于二〇一六年三月八日在第一审判庭公开开庭审理此案,特此公告。"
TRADITIONAL = "臺灣高等法院關於訴訟服務的公告,請當事人注意下列事項,並準時到庭。"


def page(text: str, declared: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}<title>{text}</title></head><body>{text}</body></html>"


@pytest.mark.parametrize(
    ("true", "declared", "header"),
    [
        ("gb18030", "gb2312", ""),
        ("gb18030", "utf-8", ""),
        ("gb18030", "", ""),
        ("gb18030", "iso-8859-1", "iso-8859-1"),
        ("gb18030", "big5", ""),
        ("utf-8", "gb2312", "gbk"),
        ("utf-8", "", ""),
        ("utf-16", "", ""),
        ("utf-8-sig", "gb2312", ""),
    ],
)
def test_the_true_charset_is_found_whatever_is_declared(true, declared, header):
    html = page(NOTICE, declared)

    decoded = decode(html.encode(true), header)

    assert (decoded.text, decoded.losses) == (html, 0)


@pytest.mark.parametrize("declared", ["big5", "gb2312", ""])
def test_big5_is_told_from_gbk(declared):
    assert decode(page(TRADITIONAL, declared).encode("big5")).text == page(TRADITIONAL, declared)


def test_western_text_is_read_as_declared():
    text = page("résumé, naïve, déjà vu, “quoted”", "windows-1252")

    assert decode(text.encode("cp1252")).text == text


def test_a_gbk_character_beyond_gb2312_is_no_loss():
    assert decode(page("王喆诉张堃案", "gb2312").encode("gbk")).losses == 0


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_missing_byte_costs_one_character_and_shifts_nothing(cut):
    whole = NOTICE.encode("gb18030")
    place = 2 * cut
    decoded = decode(page("公告", "gb2312").encode("gb18030") + whole[:place] + whole[place + 1 :])

    assert decoded.losses <= 2
    assert NOTICE[cut + 2 :] in decoded.text


def test_bytes_replaced_by_a_space_cost_only_their_characters():
    broken = page("市场。根据规定", "gb2312").encode("gb18030").replace("场。".encode("gb18030"), b"\xb3 \xa3")

    assert f"市{ILLEGIBLE}根据规定" in decode(broken).text


def test_utf8_with_a_few_broken_bytes_stays_utf8():
    decoded = decode(page(NOTICE * 3, "gb2312").encode("utf-8").replace(b"\xe6\x9c\xac", b"\xe6\x9c", 1))

    assert decoded.charset == "utf-8"
    assert NOTICE in decoded.text


def test_a_charset_that_does_not_exist_or_is_dangerous_is_not_believed():
    assert decode(page(NOTICE, "utf-7").encode("gb18030"), "no-such-charset").charset == "gb18030"


@given(st.binary(), st.text(max_size=20))
def test_no_bytes_and_no_declaration_break_decoding(body, declared):
    assert isinstance(decode(body, declared).text, str)


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cs", "Cc", "Co", "Cn"])))
def test_declared_utf8_text_comes_back_unchanged(text):
    assert decode(page(text, "utf-8").encode("utf-8")).text == page(text, "utf-8")
