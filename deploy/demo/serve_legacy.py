"""Serves the built legacy sites on loopback: `python -m deploy.demo.serve_legacy FOLDER --port 8099`.

One port for all sites; the Host header says which one is meant. In a crawl, `--resolve www.cyqfy.example=127.0.0.1:8099` leads there.
"""

import argparse
import json
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from .addresses import Identity, file_of

LOOPBACK = "127.0.0.1"
PAGE_SUFFIXES = (".html", ".shtml")


@dataclass(frozen=True)
class ServedSite:
    """One site's folder and the manifest's rules for answering from it."""

    folder: Path
    encoding: str
    identity: Identity
    redirects: Mapping[str, str]
    soft_missing: Mapping[str, str]

    def find(self, address: str) -> Path | None:
        """The file behind an address. Old scripts answer 200 with an apology where they have nothing; everything else gives None."""
        apology = self.soft_missing.get(urlsplit(address).path)
        return self.file_at(address) or (self.file_at(apology) if apology else None)

    def file_at(self, address: str) -> Path | None:
        path = (self.folder / file_of(address, self.identity)).resolve()
        return path if path.is_relative_to(self.folder) and path.is_file() else None

    def content_type(self, path: Path) -> str:
        """GBK servers sent no charset and left the reading to the page's meta tag."""
        if path.suffix in PAGE_SUFFIXES:
            return "text/html" if self.encoding == "gb2312" else f"text/html; charset={self.encoding}"
        return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def read_sites(folder: Path) -> dict[str, ServedSite]:
    """The sites of a build, by host."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {
        site["host"]: ServedSite((folder / site["host"]).resolve(), site["encoding"], **site["serving"])
        for site in manifest["sites"]
    }


class LegacyServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, sites: Mapping[str, ServedSite], port: int) -> None:
        self.sites = sites
        super().__init__((LOOPBACK, port), LegacyHandler)


class LegacyHandler(BaseHTTPRequestHandler):
    server: LegacyServer
    protocol_version = "HTTP/1.1"

    def version_string(self) -> str:
        return "Apache/2.2.15"

    def do_GET(self) -> None:
        self.answer(send_body=True)

    def do_HEAD(self) -> None:
        self.answer(send_body=False)

    def answer(self, *, send_body: bool) -> None:
        site = self.server.sites.get(self.headers.get("Host", "").partition(":")[0])
        if site is None:
            self.respond(HTTPStatus.NOT_FOUND, b"unknown host", {"Content-Type": "text/plain"}, send_body=send_body)
        elif target := site.redirects.get(self.path):
            self.respond(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": target}, send_body=send_body)
        elif path := site.find(self.path):
            self.send_file(site, path, send_body=send_body)
        else:
            self.respond(
                HTTPStatus.NOT_FOUND, b"<h1>404 Not Found</h1>", {"Content-Type": "text/html"}, send_body=send_body
            )

    def send_file(self, site: ServedSite, path: Path, *, send_body: bool) -> None:
        facts = path.stat()
        headers = {
            "Content-Type": site.content_type(path),
            "Last-Modified": formatdate(facts.st_mtime, usegmt=True),
            "ETag": f'"{facts.st_size:x}-{int(facts.st_mtime):x}"',
        }
        if self.is_fresh(headers):
            self.respond(HTTPStatus.NOT_MODIFIED, b"", headers, send_body=False)
        else:
            self.respond(HTTPStatus.OK, path.read_bytes(), headers, send_body=send_body)

    def is_fresh(self, headers: Mapping[str, str]) -> bool:
        """Whether the client's copy is this one (RFC 9110: an entity tag outranks a date)."""
        if tag := self.headers.get("If-None-Match"):
            return tag == headers["ETag"]
        return self.headers.get("If-Modified-Since") == headers["Last-Modified"]

    def respond(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str], *, send_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if send_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: crawls would drown everything else."""


@contextmanager
def serve_legacy_sites(folder: Path, port: int = 0) -> Iterator[int]:
    """Serve the sites built in `folder` from a thread of this process; gives the port, a free one unless named."""
    with serving(read_sites(folder), port) as given:
        yield given


@contextmanager
def serving(sites: Mapping[str, ServedSite], port: int = 0) -> Iterator[int]:
    """The same of sites that were read, each under the host that it is named by here."""
    with LegacyServer(sites, port) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    arguments = parser.parse_args()
    with LegacyServer(read_sites(arguments.folder), arguments.port) as server:
        for host in server.sites:
            print(f"{host} at {LOOPBACK}:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
