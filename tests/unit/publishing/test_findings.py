"""Personal data in texts: what is found, what is left alone, and what is said about it."""

import re

import pytest

from sites.publishing.findings import Severity, findings_in
from sites.publishing.findings.bank_cards import passes_luhn
from tests.unit.publishing.personal_numbers import Labelled, negatives, positives


def checks(text: str) -> list[str]:
    return [finding.check for finding in findings_in(text)]


@pytest.mark.parametrize("check", ["resident_id", "mobile_number", "bank_card"])
def test_personal_numbers_are_found_in_every_shape_and_beside_every_mark(check: str) -> None:
    wanted = [case for case in positives(12_000, seed=1) if case.check == check]

    missed = [case.text for case in wanted if not _found(case)]

    assert len(wanted) >= 3_000
    assert len(missed) <= 0.01 * len(wanted), missed[:10]


def _found(case: Labelled) -> bool:
    """Found as what it is, and from its first digit to its last."""
    first, last = re.search(r"\d", case.number), list(re.finditer(r"[\dxXＸ]", case.number))[-1]
    start = case.text.index(case.number)
    return any(
        finding.check == case.check
        and finding.start <= start + first.start() + 4  # a country's code in brackets stands outside
        and finding.end == start + last.end()
        for finding in findings_in(case.text)
    )


def test_numbers_of_cases_documents_days_and_sums_are_no_personal_data() -> None:
    wrong = [(case.text, checks(case.text)) for case in negatives(22_000, seed=2) if checks(case.text)]

    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "（2018）京0105民初1234号",
        "拨打12368诉讼服务热线",
        "统一社会信用代码91110105MA01ABCD2X",
        "成交价15000000000元",
        "共计13812345678.50元",
        "https://www.a.cn/x/13812345678",
        "商品条码6901234567892",
        "身份证号110***********0021",
        "1101051949123100200",  # nineteen digits
        "110105194913310021",  # no thirteenth month
    ],
)
def test_what_is_no_personal_number_is_left_alone(text: str) -> None:
    assert checks(text) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("身份证号11010519491231002X。", "resident_id"),
        ("11010519491231002x", "resident_id"),
        ("１１０１０５１９４９１２３１００２Ｘ", "resident_id"),
        ("110105 1949 1231 002 X", "resident_id"),
        ("身份证110105491231002，", "resident_id"),
        ("手机(+86)138-1234-5678", "mobile_number"),
        ("13812345678@163.com", "email"),
        ("网址http://a.cn，电话13812345678,http://b.cn", "mobile_number"),
        ("账号6222 0213 0201 2345 673", "bank_card"),
        ("4367421217170034565", "bank_card"),
    ],
)
def test_a_personal_number_is_found_once(text: str, check: str) -> None:
    assert checks(text) == [check]


def test_every_number_of_a_text_is_found_in_its_order() -> None:
    text = "原告手机13812345678 13987654321，\n身份证11010519491231002X、卡号4111111111111111"

    found = findings_in(text)

    assert [finding.check for finding in found] == ["mobile_number", "mobile_number", "resident_id", "bank_card"]
    assert [text[finding.start : finding.end] for finding in found] == [
        "13812345678", "13987654321", "11010519491231002X", "4111111111111111",
    ]  # fmt: skip


def test_an_identity_number_that_could_be_a_card_counts_once() -> None:
    assert passes_luhn("620522197001010204")
    assert checks("身份证号620522197001010204") == ["resident_id"]


def test_a_finding_says_where_it_is_and_what_to_do_and_never_shows_the_number() -> None:
    (found,) = findings_in("第一行\n第二行\n原告张某，身份证号11010519491231002X")

    assert found.severity == Severity.BLOCKS
    assert found.message == "第 3 行含居民身份证号码（110***************），请隐去后再公开。"
    assert found.masked == "110***************"


@pytest.mark.parametrize("case", positives(400, seed=3), ids=lambda case: case.check)
def test_no_message_holds_more_than_three_digits_of_a_number(case: Labelled) -> None:
    for finding in findings_in(case.text):
        assert re.search(r"\d{4}", finding.masked + finding.message) is None


def test_an_address_that_nothing_introduces_is_found_from_its_first_word() -> None:
    text = "大年初五晚，沈辽路191号鹏程花园小区11号楼4单元1楼室外起火"

    (found,) = findings_in(text)

    assert text[found.start : found.end].startswith("沈辽路191号")


def test_an_empty_text_has_no_findings() -> None:
    assert findings_in("") == ()
