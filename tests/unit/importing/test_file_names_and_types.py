"""Names that mislead, and contents that are not what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.importing.filenames import shown_name, stored_name
from sites.legacy.importing.filetypes import file_type
from tests.flows.importing.test_files_and_findings import SVG, docx


@pytest.mark.parametrize(
    ("name", "extension", "shown"),
    [
        ("公告.pdf", ".pdf", "公告.pdf"),
        ("公告.PDF", ".pdf", "公告.pdf"),
        ("../../etc/passwd", "", "etc_passwd"),
        ("..\\..\\a.doc", ".doc", "a.doc"),
        ("a\u202efdp.exe", ".pdf", "afdp.exe.pdf"),
        ("a\x00b\r\nc.doc", ".doc", "abc.doc"),
        ("con.txt", ".txt", "_con.txt"),
        ("", ".pdf", "文件.pdf"),
        ("...", ".pdf", "文件.pdf"),
        ("བོད་ཡིག.pdf", ".pdf", "བོད་ཡིག.pdf"),
    ],
)
def test_a_name_shows_what_the_file_is_and_nothing_else(name: str, extension: str, shown: str) -> None:
    assert shown_name(name, extension) == shown


@given(st.text(max_size=400), st.sampled_from(["", ".pdf", ".docx"]))
def test_any_name_is_fit_for_a_person_and_for_a_storage(name: str, extension: str) -> None:
    shown = shown_name(name, extension)
    stored = stored_name(shown, extension)

    assert shown.endswith(extension)
    assert 0 < len(shown) <= 200
    assert not set(shown) & set("/\\\x00\n\r\u202e\u2066")
    assert ".." not in (shown, stored)
    assert 0 < len(stored.encode()) < 200
    assert not set(stored) & set("/\\\x00 ")


@pytest.mark.parametrize(
    ("body", "name", "extension"),
    [
        (b"%PDF-1.7", "a.pdf", ".pdf"),
        (b"%PDF-1.7", "a.doc", ".pdf"),
        (docx(), "a.doc", ".docx"),
        (docx(), "a.docx", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.wps", ".wps"),
        (b"{\\rtf1", "a.doc", ".doc"),
        (b"plain words", "a.txt", ".txt"),
        (b"plain words", "a", ""),
        (b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>', "a.doc", ".doc"),
    ],
)
def test_content_decides_what_a_file_is(body: bytes, name: str, extension: str) -> None:
    assert file_type(body, name).extension == extension
    assert not file_type(body, name).refusal


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"  \n<html><body>404", "a.pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a.doc"),
        (b"<!-- x --><script>", "a.txt"),
        (SVG, "a.doc"),
        (b"MZ\x90", "a.doc"),
        (b"#!/bin/sh", "a.txt"),
        (b"words", "a.js"),
        (b"words", "a.doc.exe"),
    ],
)
def test_programs_pages_and_scripts_are_refused(body: bytes, name: str) -> None:
    assert file_type(body, name).refusal


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_content_has_a_type(body: bytes, name: str) -> None:
    assert isinstance(file_type(body, name).extension, str)
    assert isinstance(file_type(b"PK\x03\x04" + body, name).refusal, str)
