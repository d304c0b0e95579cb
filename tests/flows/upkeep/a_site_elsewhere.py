"""A site of somebody else's, on loopback, with all that can go wrong with a link."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

ROBOTS = "User-agent: *\nDisallow: /kept-from-robots/\n"
_ANSWERS = {"/fine": 200, "/missing": 404, "/for-good": 410, "/broken": 500, "/members": 403}
_LEADS = {"/moved": "/fine", "/round": "/round", "/inside": "http://127.0.0.9:1/secret", "/odd": "ftp://a.example/"}


class Elsewhere(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path))
        if self.path == "/robots.txt":
            self._answer(200, body=ROBOTS.encode())
        elif self.path == "/slow":
            sleep(1.5)
        elif self.path == "/garbage":
            self.wfile.write(b"this is no HTTP\r\n\r\n")
            self.close_connection = True
        elif self.path == "/no-head" and self.command == "HEAD":
            self._answer(405)
        elif self.path in _LEADS:
            self._answer(302, leads=_LEADS[self.path])
        elif self.path == "/large":
            self._answer(200, body=b"x" * 3_000_000)
        else:
            self._answer(_ANSWERS.get(self.path, 200))

    do_HEAD = do_GET

    def _answer(self, status: int, *, leads: str = "", body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if leads:
            self.send_header("Location", leads)
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return None


@contextmanager
def serving() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The port, and what it is asked for: methods and paths."""
    asked: list[tuple[str, str]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Elsewhere,), {"asked": asked}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
