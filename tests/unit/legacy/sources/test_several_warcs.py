import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from sites.legacy.sources.opening import open_source
from tests.unit.legacy import families

URL = "http://www.xxfy.gov.cn/n/{}.html"


class Writer:
    """A WARC of one day; answers are dated."""

    def __init__(self, path: Path, day: int) -> None:
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)
        self._date = f"2024-01-{day:02}T00:00:00Z"

    def answer(self, number: int, body: bytes, status: str = "200 OK") -> str:
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            URL.format(number), "response", payload=io.BytesIO(body), http_headers=http,
            warc_headers_dict={"WARC-Date": self._date},
        )  # fmt: skip
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))

    def same(self, number: int, digest: str, status: str = "200 OK") -> None:
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        self._writer.write_record(
            self._writer.create_revisit_record(
                URL.format(number), digest, URL.format(number), "2024-01-01T00:00:00Z", http_headers=http,
                warc_headers_dict={"WARC-Date": self._date},
            )
        )  # fmt: skip

    def close(self) -> None:
        self._file.close()


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A capture of five addresses, and a delta: 1 changed, 2 unchanged, 3 gone, 4 failing for the moment, 5 not modified."""
    first, delta = Writer(tmp_path / "b-first.warc.gz", 1), Writer(tmp_path / "a-delta.warc.gz", 2)
    digests = {number: first.answer(number, f"old {number}".encode()) for number in range(1, 6)}
    delta.answer(1, b"new 1")
    delta.same(2, digests[2])
    delta.answer(3, b"", status="410 Gone")
    delta.answer(4, b"busy", status="503 Busy")
    delta.same(5, digests[5], status="304 Not Modified")
    first.close()
    delta.close()
    return tmp_path / "b-first.warc.gz", tmp_path / "a-delta.warc.gz"


def bodies(capture: Capture) -> dict[str, tuple[int, bytes]]:
    return {page.url[-6:-5]: (page.status, page.body) for page in capture.pages()}


@pytest.mark.parametrize("order", [1, -1])
def test_a_later_file_counts_before_an_earlier_one_however_they_are_named_and_given(two, order):
    with Capture(list(two)[::order]) as capture:
        assert bodies(capture) == {
            "1": (200, b"new 1"), "2": (200, b"old 2"), "3": (410, b""), "4": (200, b"old 4"), "5": (200, b"old 5"),
        }  # fmt: skip
        assert capture.damage == ()


def test_a_folder_of_warcs_is_read_as_the_files_in_it(two, tmp_path):
    with open_source(list(two)) as files, open_source(tmp_path) as folder:
        assert folder.kind == "warc"
        assert [address.url for address in folder] == [address.url for address in files]


def test_a_delta_alone_leaves_out_what_it_only_refers_to_and_says_so(two):
    with Capture(two[1]) as capture:
        assert bodies(capture) == {"1": (200, b"new 1"), "3": (410, b""), "4": (503, b"busy")}
        assert "2 条记录只说明内容与此前的抓取相同" in capture.damage[0]


def test_one_file_that_is_no_archive_costs_only_itself(two, tmp_path):
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(b"\x1f\x8b broken")

    with Capture([*two, broken]) as capture:
        assert len(capture) == 5
        assert any("broken.warc.gz" in damage for damage in capture.damage)


def test_sources_of_different_kinds_are_not_mixed(two, tmp_path):
    table = tmp_path / "articles.csv"
    table.write_text("地址,标题,正文\nhttp://x.cn/1,题,文\n")

    with pytest.raises(CaptureUnreadable, match=r"articles\.csv"):
        open_source([two[0], table])


def test_what_is_of_no_kind_is_refused_with_what_would_do(tmp_path):
    odd = tmp_path / "odd.bin"
    odd.write_bytes(bytes(range(256)))

    with pytest.raises(CaptureUnreadable, match="也不是镜像文件夹"):
        open_source(odd)


def test_a_second_opening_takes_the_index_that_is_there_and_a_changed_file_a_new_one(site):
    site.page(URL.format(1), families.chinacourt(1, title="关于诉讼服务的公告"))
    path = site.warc()
    with open_source(path) as source, Reading(source) as reading:
        before = (source.fingerprint, (source.work / "index.sqlite").stat().st_ino)
        assert (len(reading), reading.begun_anew) == (1, "")

    with open_source(path) as source, Reading(source) as reading:
        assert (source.fingerprint, (source.work / "index.sqlite").stat().st_ino) == before
        assert reading.begun_anew == ""

    site.page(URL.format(2), families.chinacourt(2, title="关于执行工作的公告"))
    with open_source(site.warc()) as source, Reading(source) as reading:
        assert source.fingerprint != before[0]
        assert (len(reading), reading.begun_anew) == (2, "来源有变化，重新读取")
