"""Cases and parties from a table: shown first, taken over in full or not at all."""

import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import Workbook

from federation.courts.models import CourtSite
from sites.parties.errors import PartiesRefused
from sites.parties.importing.planning import plan_import
from sites.parties.importing.sheet import rows_of_sheet
from sites.parties.importing.taking_over import import_parties
from sites.parties.models import Case, Party, ReadingSession
from tests.parties import MOBILE, NAME, NUMBER, entered, party

ROWS = [
    ["案号", "姓名", "诉讼地位", "手机号", "被代理人", "案由", "承办部门"],
    ["(2018)京0105民初1234号", NAME, "原告", 13812345678.0, "", "买卖合同纠纷", "民事审判庭"],
    ["(2018)京0105民初1234号", "李建国", "被告", "139-0000-0002", "", "", ""],
    ["(2018)京0105民初1234号", "赵律师", "委托诉讼代理人", "zhao@example.cn", f"{NAME}、李建国", "", ""],
    ["（２０１９）京0105民初7号", "某某有限公司", "被告", "legal@example.cn", "", "", ""],
]


def as_csv(rows: list[list[object]], charset: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(str(cell).removesuffix(".0") for cell in row) for row in rows).encode(charset)


def as_workbook(rows: list[list[object]]) -> bytes:
    book, saved = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(saved)
    return saved.getvalue()


FORMS = {
    "csv": as_csv(ROWS),
    "csv of Windows": as_csv(ROWS, "gb18030"),
    "csv with semicolons": as_csv(ROWS, delimiter=";"),
    "xlsx": as_workbook(ROWS),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_taken_over_in_whatever_form_it_comes(form: str) -> None:
    plan = import_parties(rows_of_sheet(FORMS[form]))

    assert (plan.new_cases, len(plan.added), plan.problems) == (2, 4, [])
    case = Case.objects.get(number=NUMBER)
    assert (case.cause, case.unit) == ("买卖合同纠纷", "民事审判庭")
    assert Party.objects.get(name=NAME).contact == MOBILE
    lawyer = Party.objects.get(name="赵律师")
    assert lawyer.role == Party.Role.AGENT
    assert {each.name for each in lawyer.acts_for.all()} == {NAME, "李建国"}


def test_taken_over_again_nothing_changes_and_a_new_contact_ends_the_session(chaoyang: CourtSite) -> None:
    import_parties(rows_of_sheet(FORMS["csv"]))
    again = plan_import(rows_of_sheet(FORMS["csv"]))
    assert (again.new_cases, again.added, again.problems) == (0, [], [])

    reader = entered(chaoyang)
    moved = [ROWS[0], [*ROWS[1][:3], "13700000001", *ROWS[1][4:]]]
    plan = import_parties(rows_of_sheet(as_csv(moved)))
    assert [each.name for each in plan.changed] == [NAME]
    assert reader.get("/parties/notices/").status_code == 302
    assert not ReadingSession.objects.exists()
    assert Party.objects.count() == 4, "nobody is removed by an import"


def test_two_of_one_name_stay_two(chaoyang: CourtSite) -> None:
    party()
    rows = [ROWS[0], [NUMBER, NAME, "原告", "13900000007", "", "", ""], [NUMBER, NAME, "原告", MOBILE, "", "", ""]]
    plan = import_parties(rows_of_sheet(as_csv(rows)))

    assert (len(plan.added), plan.unchanged) == (1, 1)
    assert set(Party.objects.values_list("contact", flat=True)) == {MOBILE, "13900000007"}


WRONG = [
    ROWS[0],
    ["民初1234", NAME, "原告", MOBILE, "", "", ""],
    [NUMBER, "", "原告", MOBILE, "", "", ""],
    [NUMBER, NAME, "路人", "010-85998000", "", "", ""],
    [NUMBER, "李建国", "被告", "13900000002", "", "", ""],
    [NUMBER, "李建国", "被告", "13900000002", "", "", ""],
    [NUMBER, "赵律师", "代理人", "zhao@example.cn", "不在案的人", "", ""],
]


def test_every_reason_is_said_with_its_line_and_nothing_is_taken_over() -> None:
    rows = rows_of_sheet(as_csv(WRONG))
    said = [f"{problem.line} {problem.words}" for problem in plan_import(rows).problems]

    for expected in (
        r"2 “民初1234”不是案号",
        r"3 没有姓名",
        r"4 不认识的身份“路人”",
        r"4 “010-85998000”不是手机号码或者电子邮箱",
        r"6 与前面的一行重复",
        r"7 代理的当事人“不在案的人”不在这个案件里",
    ):
        assert [line for line in said if re.match(expected, line)], (expected, said)
    assert len(said) == 6
    with pytest.raises(PartiesRefused, match="没有导入任何内容"):
        import_parties(rows)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "没有内容"),
        (b"\xff\xfe\x00\x01\x02", "不是可读的"),
        (b"PK\x03\x04 damaged", "不是可读的 XLSX"),
        ("姓名,手机号\n王,1".encode(), "没有这些列：案号"),
        (("案号,姓名,手机号\n" + "a,b,c\n" * 5001).encode(), "超过 5000 行"),
        (b"a" * (8 * 1024 * 1024 + 1), "超过 8 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(content: bytes, words: str) -> None:
    with pytest.raises(PartiesRefused, match=words):
        rows_of_sheet(content)


def test_the_admin_shows_what_would_happen_before_it_does(chaoyang: CourtSite, browse: Callable[..., Client]) -> None:
    clerk = browse(chaoyang, "administrator")
    upload = SimpleUploadedFile("cases.xlsx", FORMS["xlsx"])
    seen = clerk.post("/admin/parties/import/", {"sheet": upload}).content.decode()

    assert "将登记新案件 2 件，新增 4 人" in seen
    assert MOBILE not in seen
    assert not Case.objects.exists()
    sealed = re.search(r'name="sealed" value="([^"]+)"', seen)
    assert sealed
    assert NAME not in sealed[1]
    answer = clerk.post("/admin/parties/import/", {"sealed": sealed[1]}, follow=True).content.decode()
    assert "新增 4 人" in answer
    assert Party.objects.count() == 4


def test_the_admin_names_the_lines_that_are_wrong(chaoyang: CourtSite, browse: Callable[..., Client]) -> None:
    upload = SimpleUploadedFile("cases.csv", as_csv(WRONG))
    seen = browse(chaoyang, "administrator").post("/admin/parties/import/", {"sheet": upload}).content.decode()

    assert "第 4 行：不认识的身份“路人”" in seen
    assert 'name="sealed"' not in seen


def test_nobody_takes_over_what_was_not_shown_here(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Callable[..., Client]
) -> None:
    there = browse(fengtai, "administrator")
    upload = SimpleUploadedFile("cases.csv", FORMS["csv"])
    seen = there.post("/admin/parties/import/", {"sheet": upload}).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', seen)
    assert sealed

    clerk = browse(chaoyang, "administrator")
    for given in (sealed[1], "made up"):
        assert "核对已经过期" in clerk.post("/admin/parties/import/", {"sealed": given}).content.decode()
    with inside(chaoyang):
        assert not Case.objects.exists()


def test_an_operator_takes_a_file_over_by_a_command(chaoyang: CourtSite, tmp_path: Path) -> None:
    file, out = tmp_path / "cases.csv", StringIO()
    file.write_bytes(FORMS["csv"])
    call_command("import_cases", file, court=chaoyang.court_id, dry_run=True, stdout=out)
    assert "新案件 2 件，新增 4 人" in out.getvalue()
    assert not Case.objects.exists()
    call_command("import_cases", file, court=chaoyang.court_id, stdout=out)
    assert Case.objects.count() == 2

    file.write_bytes(as_csv(WRONG))
    err = StringIO()
    with pytest.raises(CommandError, match="没有导入任何内容"):
        call_command("import_cases", file, court=chaoyang.court_id, stdout=out, stderr=err)
    assert "第 2 行：“民初1234”不是案号。" in err.getvalue()
    with pytest.raises(CommandError, match="没有在本平台开通网站"):
        call_command("import_cases", file, court="京0199")
    with pytest.raises(CommandError, match="无法读取"):
        call_command("import_cases", tmp_path / "none.csv", court=chaoyang.court_id)
