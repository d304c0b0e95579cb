"""`manage.py scan_text`: JSON lines for texts and files, without a database."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import papers

ROOT = Path(__file__).resolve().parents[3]
TEXT = "第一行\n原告张三，身份证号码：11010519491231002X。\n电话（010）8599 8888"


def scanned(capsys: pytest.CaptureFixture[str], *files: Path) -> list[dict[str, object]]:
    call_command("scan_text", *map(str, files))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_finding_is_a_line_that_counts_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))

    rows = scanned(capsys, file)

    assert [list(row) for row in rows] == [["file", "check", "severity", "start", "end", "text_masked"]] * 2
    assert [(row["check"], row["severity"]) for row in rows] == [("resident_id", "blocks"), ("phone_number", "answer")]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == ["11010519491231002X", "（010）8599 8888"]  # type: ignore[misc]
    assert rows[0]["file"] == str(file)
    assert rows[0]["text_masked"] == "110***************"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", papers.docx(TEXT)),
        ("a.pdf", papers.pdf("身份证号码：11010519491231002X")),
        ("a.xlsx", papers.xlsx([["张三", "11010519491231002X"]])),
    ],
)
def test_files_are_read_for_what_they_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    assert "resident_id" in [row["check"] for row in scanned(capsys, file)]


def test_long_texts_are_looked_through_to_their_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "long.txt"
    file.write_text("本院认为，" * 100_000 + TEXT, encoding="utf-8")

    assert [row["check"] for row in scanned(capsys, file)] == ["resident_id", "phone_number"]


def test_what_cannot_be_read_is_told_and_the_others_are_scanned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, scan = tmp_path / "a.txt", tmp_path / "scan.pdf"
    file.write_text(TEXT, encoding="utf-8")
    scan.write_bytes(papers.scanned_pdf())

    with pytest.raises(CommandError) as refusal:
        call_command("scan_text", str(tmp_path / "none.txt"), str(scan), str(file))

    assert "none.txt" in str(refusal.value)
    assert "scan.pdf: no_text" in str(refusal.value)
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_standard_input_is_scanned_without_a_database() -> None:
    nowhere = {
        "DATABASE_URL": "postgres://nobody:none@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "federation.config.settings.local",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "scan_text", "-"],
        input=TEXT.encode(), capture_output=True, cwd=ROOT, env=os.environ | nowhere, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr.decode()
    assert [json.loads(line)["file"] for line in BytesIO(done.stdout)] == ["-", "-"]
