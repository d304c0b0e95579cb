import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.capture.order import EVERY_NETWORK, CaptureLimits, CaptureOrder, Route
from sites.legacy.sources.live import capture_live, capture_of, default_order, is_live
from sites.legacy.sources.opening import open_source
from tests.unit.legacy.sources import sites
from tests.unit.legacy.sources.sites import HOST, SITE


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A site of one list and two notices, served on loopback."""
    listed = "".join(f'<li><a href="/{number}.html">关于第{number}次公开开庭的公告</a></li>' for number in (1, 2))
    pages = {f"{number}.html": sites.notice(number) for number in (1, 2)}
    folder = sites.put(tmp_path / "served", {"index.html": f"<title>首页</title><ul>{listed}</ul>", **pages})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def order(url: str, out: Path, *, port: int, limits: CaptureLimits = CaptureLimits()) -> CaptureOrder:  # noqa: B008  frozen
    route = Route(HOST, "127.0.0.1", port)
    return CaptureOrder(url=url, out=out, routes=(route,), allowed_networks=EVERY_NETWORK, delay=0.0, limits=limits)


def test_a_live_site_is_captured_and_then_read_as_a_capture(port, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    path = capture_live(SITE, show=lambda _progress: None, order=partial(order, port=port))

    assert path == capture_of(SITE) == tmp_path / "captures" / f"{HOST}.warc.gz"
    with open_source(path) as source:
        assert set(sites.read(source)[0]) == {f"{SITE}/1.html", f"{SITE}/2.html"}


def test_a_capture_that_did_not_end_is_not_taken_for_the_site(port, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    few = CaptureLimits(pages=2)

    with pytest.raises(CaptureUnreadable, match="还没有抓取完"):
        capture_live(SITE, show=lambda _progress: None, order=partial(order, port=port, limits=few))
    assert capture_live(SITE, show=lambda _progress: None, order=partial(order, port=port)).exists()


def test_addresses_are_told_from_paths_and_name_their_capture(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    assert [is_live(text) for text in ("http://x.cn/", "HTTPS://x.cn", "x.cn", "captures/x.warc.gz")] == [
        True,
        True,
        False,
        False,
    ]
    assert capture_of("http://x.cn:8080/a").name == "x.cn+8080.warc.gz"
    assert default_order("http://x.cn/", tmp_path / "x").delay == 0.5
    with pytest.raises(CaptureUnreadable, match="不是完整的网址"):
        capture_of("http:///etc")
