from __future__ import annotations

import asyncio

import pytest

from sites.legacy.capture.errors import BodyTooLarge, MalformedResponse
from sites.legacy.capture.wire import WireResponse, read_response


def read(data: bytes, *, most_bytes: int = 1000) -> WireResponse:
    async def feed() -> WireResponse:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await read_response(reader, most_bytes=most_bytes)

    return asyncio.run(feed())


def test_the_head_is_kept_byte_for_byte() -> None:
    head = b"HTTP/1.1 200 \xc4\xe3\xba\xc3\r\ncontent-LENGTH:2\r\nX-Odd : a\r\nno colon here\r\nX-Long: a\r\n b\r\n\r\n"
    response = read(head + b"ok")

    assert response.head.raw == head
    assert response.head.values("x-odd") == ["a"]
    assert response.head.values("x-long") == ["a b"]
    assert response.body == b"ok"
    assert response.reusable


def test_bare_line_feeds_and_interim_responses_are_understood() -> None:
    response = read(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404 None\nContent-Length: 2\n\nok")

    assert (response.head.status, response.body, response.reusable) == (404, b"ok", False)


def test_chunks_are_put_together() -> None:
    response = read(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nab\r\n1\r\nc\r\n0\r\nX: y\r\n\r\n")

    assert (response.body, response.complete, response.reusable) == (b"abc", True, True)


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    assert read(b"HTTP/1.0 200 OK\r\n\r\nall of it").body == b"all of it"


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nshort",
    ],
)
def test_a_body_that_breaks_off_is_kept_and_said_to_be_incomplete(data: bytes) -> None:
    response = read(data)

    assert (response.body, response.complete) == (b"short", False)


def test_lengths_that_contradict_each_other_are_ignored() -> None:
    assert read(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\nabcd").body == b"abcd"


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 1001,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\na",
    ],
)
def test_a_body_is_given_up_as_soon_as_it_is_too_large(data: bytes) -> None:
    with pytest.raises(BodyTooLarge):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"<html>no head at all\n\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 60_000 + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 20,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot hex\r\n",
    ],
)
def test_what_is_not_http_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedResponse):
        read(data)
