"""A capture against an earlier one: everything is asked for again, and only what has changed is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sites.legacy.capture.earlier import EarlierCaptures
from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.order import CaptureLimits
from sites.legacy.capture.running import capture_site

from .archived import records, statuses
from .served import Answer, Request

TAGGED = {"ETag": '"one"', "Last-Modified": "Tue, 20 Nov 2018 08:30:00 GMT"}


def unless_changed(body: bytes, **headers: str):
    """A page whose server answers 304 to those who have it already."""

    def page(request: Request) -> Answer:
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Answer(status=304, headers={**headers, "Content-Length": "0"})
        return Answer(body, headers=headers)

    return page


@pytest.fixture
def first(serve, order_for, tmp_path: Path):
    site = serve(
        {
            "/": b'<a href="/list"><a href="/plain"><a href="/gone"><a href="/changes">',
            "/list": unless_changed(b'<a href="/deep">', ETag='"list"'),
            "/deep": unless_changed(b"deep", ETag='"deep"'),
            "/plain": b"the same",
            "/gone": b"going",
            "/changes": unless_changed(b"before", ETag='"before"'),
        }
    )
    capture_site(order_for(site))
    del site.asked[:]
    return site


def test_what_has_not_changed_is_a_reference_to_the_earlier_answer(first, order_for, tmp_path: Path) -> None:
    earlier = tmp_path / "site.warc.gz"

    capture_site(order_for(first, out=tmp_path / "delta.warc.gz", base=(earlier,)))

    kinds = {record.address.rpartition("/")[2]: record.kind for record in records(tmp_path / "delta.warc.gz")}
    assert {name: kinds[name] for name in ("", "list", "deep", "plain")} == dict.fromkeys(
        ("", "list", "deep", "plain"), "revisit"
    )
    assert _digests(tmp_path / "delta.warc.gz")["deep"] == _digests(earlier)["deep"]


def test_what_has_changed_come_or_gone_is_kept(first, order_for, tmp_path: Path) -> None:
    first.pages["/list"] = unless_changed(b'<a href="/deep"><a href="/new">', ETag='"longer list"')
    first.pages["/changes"] = unless_changed(b"after", ETag='"after"')
    first.pages["/new"] = b"new"
    del first.pages["/gone"]
    delta = tmp_path / "delta.warc.gz"

    capture_site(order_for(first, out=delta, base=(tmp_path / "site.warc.gz",)))

    bodies = {record.address.rpartition("/")[2]: record.body for record in records(delta) if record.kind == "response"}
    assert {name: bodies[name] for name in ("new", "changes")} == {"new": b"new", "changes": b"after"}
    assert statuses(delta)["/gone"] == 404


def test_pages_that_no_list_leads_to_any_more_are_asked_for_all_the_same(first, order_for, tmp_path: Path) -> None:
    first.pages["/"] = b"nothing left"

    capture_site(order_for(first, out=tmp_path / "delta.warc.gz", base=(tmp_path / "site.warc.gz",)))

    assert {"/plain", "/deep", "/list"} <= set(first.targets)


def test_links_of_a_page_that_has_not_changed_are_followed_still(serve, order_for, tmp_path: Path) -> None:
    site = serve({"/": unless_changed(b'<a href="/deep">', ETag='"home"'), "/deep": b"deep"})
    capture_site(order_for(site, limits=CaptureLimits(pages=1), obey_robots=False))

    capture_site(order_for(site, out=tmp_path / "delta.warc.gz", base=(tmp_path / "site.warc.gz",)))

    assert [(record.kind, record.status) for record in records(tmp_path / "delta.warc.gz")] == [
        ("revisit", 304),
        ("response", 200),
    ]


def test_the_second_delta_stands_on_both_earlier_captures(first, order_for, tmp_path: Path) -> None:
    first.pages["/changes"] = unless_changed(b"after", ETag='"after"')
    once, twice = tmp_path / "once.warc.gz", tmp_path / "twice.warc.gz"
    capture_site(order_for(first, out=once, base=(tmp_path / "site.warc.gz",)))

    capture_site(order_for(first, out=twice, base=(tmp_path / "site.warc.gz", once)))

    kinds = {record.address.rpartition("/")[2]: record.kind for record in records(twice)}
    assert kinds["changes"] == "revisit"


def test_a_damaged_earlier_capture_costs_a_second_request_and_nothing_else(first, order_for, tmp_path: Path) -> None:
    earlier = tmp_path / "site.warc.gz"
    delta = tmp_path / "delta.warc.gz"
    order = order_for(first, out=delta, base=(earlier,))
    order.state.mkdir()
    EarlierCaptures(order.state, order.base).close()
    raw = earlier.read_bytes()
    earlier.write_bytes(raw[: len(raw) // 4] + b"\0" * (len(raw) - len(raw) // 4))

    capture_site(order)

    assert {record.body for record in records(delta) if record.address.endswith("/deep")} == {b"deep"}


def test_an_earlier_capture_that_is_not_there_is_named(first, order_for, tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"lost\.warc\.gz"):
        capture_site(order_for(first, out=tmp_path / "delta.warc.gz", base=(tmp_path / "lost.warc.gz",)))


def _digests(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {
            record.rec_headers["WARC-Target-URI"].rpartition("/")[2]: record.rec_headers["WARC-Payload-Digest"]
            for record in ArchiveIterator(file)
            if record.rec_type in ("response", "revisit")
        }
