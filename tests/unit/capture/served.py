"""Local servers that answer byte for byte what a test says."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Headers = dict[str, str]


@dataclass
class Request:
    """What a server was asked: the target as on the wire, and the headers with names in lower case."""

    target: str
    headers: Headers


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        headers = {"Content-Type": "text/html", "Content-Length": str(len(self.body)), **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} Said\r\n{head}\r\n".encode("latin-1") + self.body


Page = bytes | Answer | Callable[[Request], Answer | bytes]
"""A body, an answer, or what gives one; bytes from a callable are the whole response as on the wire."""


@dataclass
class Site:
    """A served site: ``pages`` by target, ``asked`` in order."""

    port: int
    pages: dict[str, Page]
    address: str = "127.0.0.1"
    asked: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.asked]

    def answer(self, request: Request) -> bytes:
        self.asked.append(request)
        page = self.pages.get(request.target, Answer(b"none", status=404))
        if callable(page):
            page = page(request)
            if isinstance(page, bytes):
                return page
        return (Answer(page) if isinstance(page, bytes) else page).to_bytes()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while line := self.rfile.readline():
            headers: Headers = {}
            while (header := self.rfile.readline()).strip():
                name, _, value = header.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            answer = self.server.site.answer(Request(line.decode("latin-1").split(" ")[1], headers))
            self.wfile.write(answer)
            if not answer or b"Connection: close" in answer:
                return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """Captures that are killed or refuse a body leave broken connections behind; that is no news."""


@contextmanager
def serving(pages: dict[str, Page], certificate: Path | None = None, address: str = "127.0.0.1") -> Iterator[Site]:
    """Serves until the context ends; over TLS where there is a file with a key and a certificate."""
    with _Server((address, 0), _Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.site = Site(server.server_address[1], pages, address)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()
