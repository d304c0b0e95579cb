"""A proxy on loopback through which a browser sees two sites and nothing else: the legacy site out of its source, and
the court's own site. Whatever another page asks for is not there, so nothing leaves the machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django_tenants.utils import schema_context
from wagtail.models import Page

from sites.legacy.addresses import address_key
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.sources.base import Source

DRAFT = "/-/draft/"
"""Below this path the court's own host shows a page that is not public, by its number, to this browser alone."""
_SAFE = ("Content-Security-Policy", "script-src 'none'; object-src 'none'")
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Any]


@contextmanager
def proxy_for(source: Source, *, court_host: str, schema: str) -> Iterator[str]:
    """Serves until the context ends; gives the proxy's address, `127.0.0.1:port`."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.set_app(_TwoSites(source, court_host, schema))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has its picture leaves connections behind; that is no news."""


class _Handler(WSGIRequestHandler):
    timeout = 20

    def get_environ(self) -> Environ:
        """A proxy is asked for whole addresses: host and path are taken out of them."""
        asked = urlsplit(self.path)
        self.path = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
        host = asked.netloc or self.headers.get("Host", "")
        return super().get_environ() | {"HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https", "RAW_PATH": self.path}

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads the log of a screenshot."""


class _TwoSites:
    """One request at a time: a source has one place in its file."""

    def __init__(self, source: Source, court_host: str, schema: str) -> None:
        self._source, self._court_host, self._schema = source, court_host, schema
        self._court: Application = get_wsgi_application()
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        with self._lock:
            try:
                if environ["HTTP_HOST"].partition(":")[0] != self._court_host:
                    return self._original(environ, start_response)
                if environ["PATH_INFO"].startswith(DRAFT):
                    return self._draft(int(environ["PATH_INFO"].removeprefix(DRAFT).strip("/")), start_response)
                return [b"".join(self._court(environ, start_response))]
            finally:
                connections.close_all()

    def _original(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        address = self._source.find(address_key(f"http://{environ['HTTP_HOST']}{environ['RAW_PATH']}"))
        try:
            page = self._source.read(address) if address else None
        except CaptureUnreadable:
            page = None
        if page is None:
            return _answer(start_response, HTTPStatus.NOT_FOUND, "text/plain", b"")
        kind = page.content_type or "text/html"
        body = page.body.replace(b"https://", b"http://") if kind.startswith("text/") else page.body
        return _answer(start_response, HTTPStatus.OK, f"{kind}; charset={page.charset}" if page.charset else kind, body)

    def _draft(self, number: int, start_response: StartResponse) -> list[bytes]:
        with schema_context(self._schema):
            page = Page.objects.get(pk=number).get_latest_revision_as_object()
            response = page.make_preview_request(preview_mode=page.default_preview_mode)
            if hasattr(response, "render"):
                response.render()
        return _answer(start_response, HTTPStatus.OK, response["Content-Type"], response.content)


def _answer(start_response: StartResponse, status: HTTPStatus, kind: str, body: bytes) -> list[bytes]:
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), _SAFE]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
