import gzip
import io
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sites.legacy.captures import Capture, CaptureUnreadable
from sites.legacy.payloads import decode_payload

URL = "http://www.xxfy.gov.cn/n/{}.html"


def fill(site, count: int = 5) -> None:
    for number in range(count):
        site.page(URL.format(number), f"<p>第{number}页</p>" + "字" * 3000)


def bodies(path) -> list[str]:
    with Capture(path) as capture:
        return [page.body.decode()[:6] for page in capture.pages()]


def test_archives_are_read_compressed_by_record_as_a_whole_and_not_at_all(site, tmp_path):
    fill(site)
    plain = site.warc(compressed=False)
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(plain.read_bytes()))

    assert bodies(site.warc()) == bodies(plain) == bodies(whole) == [f"<p>第{number}页" for number in range(5)]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_capture_that_was_killed_is_read_up_to_its_end_and_says_so(site, compressed):
    fill(site)
    path = site.warc(compressed=compressed)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 20])

    with Capture(path) as capture:
        complete = [page.complete for page in capture.pages()]

    assert complete == [True] * 4 + [False]
    assert "不完整" in capture.damage[0]
    assert URL.format(4) in capture.damage[0]


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"<html></html>" * 99, b"\x1f\x8bxx", gzip.compress(b"hello", mtime=0), b"PK\x03\x04"]
)
def test_what_is_no_archive_is_refused_in_plain_words(tmp_path, content):
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(content)

    with pytest.raises(CaptureUnreadable, match="odd.warc.gz 中没有可读的 WARC 记录"):
        Capture(path)


def test_a_missing_file_is_refused_in_plain_words(tmp_path):
    with pytest.raises(CaptureUnreadable, match="无法打开"):
        Capture(tmp_path / "none.warc")


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
)
def test_content_coding_is_undone(site, coding, encode):
    site.page(URL.format(1), encode("公告".encode()), Content_Encoding=coding)

    with Capture(site.warc()) as capture:
        assert next(capture.pages()).body.decode() == "公告"


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
)
def test_a_bomb_is_unpacked_to_the_limit_and_no_further(coding, encode):
    payload = decode_payload(encode(b"\0" * 5_000_000), coding=coding, limit=1000)

    assert (len(payload.body), payload.complete) == (1000, False)


def test_chunks_are_joined_and_a_false_claim_of_chunks_is_seen_through():
    assert decode_payload(b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n", transfer="chunked").body == b"abcde"
    assert decode_payload(b"<html>plain</html>", transfer="chunked", coding="gzip").body == b"<html>plain</html>"


@given(st.binary(), st.sampled_from(["", "gzip", "deflate", "br", "gzip, br", "zz"]), st.sampled_from(["", "chunked"]))
def test_no_payload_breaks_decoding(raw, coding, transfer):
    assert isinstance(decode_payload(raw, coding=coding, transfer=transfer).body, bytes)


def test_revisits_stand_for_the_answer_they_repeat_and_resources_are_answers_too(tmp_path):
    path = tmp_path / "mixed.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=GBK")], protocol="HTTP/1.1")
        first = writer.create_warc_record(URL.format(1), "response", payload=io.BytesIO(b"same"), http_headers=http)
        writer.write_record(first)
        digest = first.rec_headers.get_header("WARC-Payload-Digest")
        writer.write_record(
            writer.create_revisit_record(
                URL.format(2), digest, URL.format(1), "2024-01-01T00:00:00Z", http_headers=http
            )
        )
        writer.write_record(
            writer.create_warc_record(
                URL.format(3), "resource", payload=io.BytesIO(b"own"), warc_content_type="text/html"
            )
        )

    with Capture(path) as capture:
        pages = list(capture.pages())

    assert {page.url[-6:]: page.body for page in pages} == {"1.html": b"same", "2.html": b"same", "3.html": b"own"}
    assert pages[0].charset == "gbk"


def test_of_two_answers_of_one_address_the_later_good_one_counts(site):
    site.page(URL.format(1), "old")
    site.page(URL.format(1), "new")
    site.page(URL.format(1), "error", status="503 Busy")

    with Capture(site.warc()) as capture:
        assert [page.body for page in capture.pages()] == [b"new"]
