"""The text of attachments, read in a process of its own that may use so much and no more."""

import json
import struct
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from sites.media.reading import running
from sites.media.reading.kinds import kind_of
from sites.media.reading.limits import MAX_CHARACTERS, MAX_UNPACKED
from sites.media.reading.running import read_file
from sites.media.reading.verdicts import Reason, Unreadable
from sites.publishing.models import AttachmentText
from tests import papers

SENTENCE = "被执行人应当在十日内腾退房屋。"


def reason(content: bytes, **limits: float) -> Reason:
    with pytest.raises(Unreadable) as refusal:
        read_file(content, **limits)
    return refusal.value.reason


@pytest.mark.parametrize(
    "content",
    [
        papers.docx(SENTENCE),
        papers.xlsx([("事项", SENTENCE)]),
        papers.xls([("事项", SENTENCE)]),
        papers.pptx([SENTENCE]),
        papers.ppt(SENTENCE),
        papers.pdf(SENTENCE),
        papers.ofd([SENTENCE]),
        papers.doc(SENTENCE),
        SENTENCE.encode(),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("utf-16"),
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        f"<html><head><style>p{{}}</style></head><body><p>{SENTENCE}</p></body></html>".encode("gb18030"),
    ],
    ids=[
        "docx",
        "xlsx",
        "xls",
        "pptx",
        "ppt",
        "pdf",
        "ofd",
        "doc",
        "utf-8",
        "gb18030",
        "utf-16",
        "marked",
        "html-called-doc",
    ],
)
def test_every_kind_of_file_gives_its_text(content):
    assert SENTENCE in read_file(content).text


def test_lines_that_only_the_width_of_the_page_has_broken_are_joined():
    line = "人民法院受理案件后应当告知当事人举证的期限和逾期的后果，并可以依照职权调查收集证据。"

    assert line in read_file(papers.pdf(line)).text
    assert read_file(papers.ofd(["告知书", line[:24], line[24:]])).text == f"告知书\n{line}"


def test_what_an_author_has_hidden_stays_hidden():
    assert "底稿" not in read_file(papers.xls([("事项", SENTENCE)])).text
    slides = read_file(papers.pptx([SENTENCE], hidden="隐藏的一页", note="讲稿")).text
    assert slides == SENTENCE
    assert read_file(papers.ppt(SENTENCE, note="讲稿", master="母版标题")).text == SENTENCE


def test_of_a_field_in_word_what_it_shows_is_read():
    text = '详见\x13 HYPERLINK "http://x" \x14本院\x13PAGE\x14第3页\x15公告\x15。'

    assert read_file(papers.doc(text)).text == "Notice: 详见本院第3页公告。"


def test_a_text_without_end_is_cut_and_says_so():
    found = read_file((SENTENCE * 20_000).encode())

    assert (len(found.text), found.cut_short) == (MAX_CHARACTERS, True)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Reason.NO_TEXT),
        (papers.scanned_pdf(), Reason.NO_TEXT),
        (papers.locked_pdf(), Reason.LOCKED),
        (papers.doc("秘密", flags=0x0100), Reason.LOCKED),
        (papers.compound({"EncryptedPackage": b"x"}), Reason.LOCKED),
        (b"%PDF-1.4 nothing more", Reason.DAMAGED),
        (papers.docx(SENTENCE)[:-300], Reason.DAMAGED),
        (papers.doc(SENTENCE)[:1500], Reason.DAMAGED),
        (papers.packed({"OFD.xml": "<broken"}), Reason.DAMAGED),
        (papers.packed({"picture.jpg": b"x"}), Reason.UNKNOWN_FORMAT),
        (papers.compound({"Another": b"x"}), Reason.UNKNOWN_FORMAT),
        (b"{\\rtf1 text}", Reason.UNKNOWN_FORMAT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x01\xff\xfe", Reason.UNKNOWN_FORMAT),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else "",
)
def test_a_file_that_cannot_be_read_says_why(content, expected):
    assert reason(content) is expected


def test_a_part_whose_packed_bytes_are_no_longer_any_is_damage():
    content = bytearray(papers.docx(SENTENCE))
    with zipfile.ZipFile(BytesIO(content)) as package:
        part = package.getinfo("word/document.xml")
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + part.compress_size] = b"\xff" * part.compress_size

    assert reason(bytes(content)) is Reason.DAMAGED


def test_a_bomb_is_refused_by_its_directory():
    assert reason(papers.packed({"word/document.xml": bytes(MAX_UNPACKED + 1)})) is Reason.BOMB


def test_a_bomb_that_lies_about_its_size_is_refused_all_the_same():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MAX_UNPACKED + 1))
    lying = bytearray(out.getvalue())
    place = lying.rindex(b"PK\x01\x02") + 24
    lying[place : place + 4] = struct.pack("<I", 1000)

    assert reason(bytes(lying)) in {Reason.BOMB, Reason.DAMAGED, Reason.TOO_MUCH_MEMORY}


def test_entities_of_xml_are_not_unfolded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY l0 "哈">{laughs}<!ENTITY out SYSTEM "file:///etc/passwd">]><x><t>&l11;&out;好</t><p/></x>'

    with pytest.raises(Unreadable) as refusal:
        read_file(papers.packed({"word/document.xml": xml}))

    assert refusal.value.reason in {Reason.NO_TEXT, Reason.DAMAGED}


def test_a_sheet_that_claims_to_fill_all_memory_is_refused():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    book = papers.xlsx([("a",)])
    with zipfile.ZipFile(BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", f"<sheetData>{rows}").encode()

    assert reason(papers.packed(parts)) in {Reason.TOO_MUCH_MEMORY, Reason.DAMAGED}


def test_a_file_that_takes_too_long_is_given_up():
    assert reason(papers.pdf(SENTENCE), seconds=0.01) is Reason.TOO_SLOW


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("import os; os.abort()", Reason.DAMAGED),
        ("x = bytearray(3 * 1024**3)", Reason.TOO_MUCH_MEMORY),
        ("open('/tmp/written', 'w').write('x' * 9999)", Reason.DAMAGED),
        ("import time\nwhile True: pass", Reason.TOO_SLOW),
        (
            "import os; assert not [name for name in os.environ if 'SECRET' in name or 'URL' in name]; raise OSError",
            Reason.DAMAGED,
        ),
    ],
    ids=["crash", "memory", "writing", "time", "environment"],
)
def test_whatever_reading_does_stays_within_its_own_process(monkeypatch, deed, expected):
    monkeypatch.setenv("SECRET_KEY", "x")
    program = f"from sites.media.reading import __main__ as reader\nreader._bind()\n{deed}"
    monkeypatch.setattr(running, "_READER", (sys.executable, "-c", program))

    assert reason(b"", seconds=3) is expected


def test_the_reading_process_loads_nothing_of_the_platform():
    program = "import json, sys, sites.media.reading.formats; print(json.dumps([*sys.modules]))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    rooms = {name.partition(".")[0] for name in json.loads(loaded)}
    assert not {"django", "wagtail", "federation", "psycopg", "boto3"} & rooms


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("起诉状.DOCX", "word"), ("起诉状.wps", "word"), ("表.xls", "sheet"), ("a.b.pdf", "pdf"), ("裁定书.ofd", "ofd"),
        ("课件.ppt", "slides"), ("说明.txt", "text"), ("照片.jpg", "other"), ("包.zip", "other"), ("无", "other"),
    ],
)  # fmt: skip
def test_a_name_promises_a_kind(name, kind):
    assert kind_of(name) == kind


def test_every_reason_has_words_for_editors():
    assert {reason.value for reason in Reason} == set(AttachmentText.Reason.values)
