"""A server with security on: password, key of the API, TLS with a CA of its own, and what is said when they are wrong.

The published core cannot make keys (it lacks a filter of tokens). A proxy before the real server stands in for that part alone:
it lets in who bears the key, under the password, and answers all others as a server does.
"""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.elasticsearch.node import Node
from search.backends.base import SearchUnavailable
from search.backends.elasticsearch import connect
from search.indexing import store
from tests.elasticsearch_server import nodes_of_their_own
from tests.search_documents import asked, new_follower, notice

PASSWORD = "a pass/word: with @ signs"
KEY = b64encode(b"courts:a-key-for-tests").decode()
"""As the server hands keys out: identity and secret, in base 64."""

QUOTED = "a%20pass%2Fword%3A%20with%20%40%20signs"


@pytest.fixture(scope="module")
def certificate() -> tuple[bytes, bytes]:
    """Certificate and key of 127.0.0.1, signed by themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "search")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(pem), private


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a question may take is not what is tested here, and the first one over TLS takes its time."""
    monkeypatch.setattr("search.backends.elasticsearch.backend.ASKING", 30.0)


@pytest.fixture(scope="module")
def secured(certificate: tuple[bytes, bytes]) -> Iterator[Node]:
    """A server that wants a password, and speaks TLS alone."""
    with nodes_of_their_own() as start:
        yield start(
            settings={
                "xpack.security.enabled": "true",
                "xpack.security.autoconfiguration.enabled": "false",
                "xpack.security.http.ssl.enabled": "true",
                "xpack.security.http.ssl.certificate": "http.pem",
                "xpack.security.http.ssl.key": "http.key",
            },
            secrets={"bootstrap.password": PASSWORD},
            files={"http.pem": certificate[0], "http.key": certificate[1]},
        )


class KeyProxy(BaseHTTPRequestHandler):
    """Before a secured server: `ApiKey` in, password out."""

    protocol_version = "HTTP/1.1"
    behind: Node
    trusted: ssl.SSLContext

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "authorization"}}
        if self.headers.get("Authorization") == f"ApiKey {KEY}":
            headers["Authorization"] = f"Basic {b64encode(f'elastic:{PASSWORD}'.encode()).decode()}"
        connection = HTTPSConnection("127.0.0.1", self.behind.port, context=self.trusted)
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.send_response(answer.status)
        for name in ("Content-Type", "X-elastic-product", "WWW-Authenticate"):
            if value := answer.headers.get(name):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _forward

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def taking_keys(secured: Node, certificate: tuple[bytes, bytes]) -> Iterator[str]:
    """The host and port of the proxy."""
    trusted = ssl.create_default_context(cadata=certificate[0].decode())
    handler = type("Handler", (KeyProxy,), {"behind": secured, "trusted": trusted})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_key_of_the_api_opens_the_door_and_a_wrong_one_does_not(taking_keys, committing, settings):
    settings.SEARCH_URL = f"elasticsearch://{taking_keys}/keyed?api_key={quote(KEY, safe='')}"
    store(notice("a"))
    backend = connect(settings.SEARCH_URL)

    new_follower(backend.indexes).catch_up()

    assert [hit.key for hit in backend.search(asked("开庭")).hits] == ["a"]
    for wrong in (f"elasticsearch://{taking_keys}/keyed?api_key=d3Jvbmc6a2V5", f"elasticsearch://{taking_keys}/keyed"):
        with pytest.raises(SearchUnavailable, match="拒绝"):
            connect(wrong).search(asked("开庭"))


def test_password_and_ca_open_the_door_and_what_is_wrong_is_said(secured, certificate, tmp_path, committing, settings):
    (ca := tmp_path / "ca.pem").write_bytes(certificate[0])
    place = f"127.0.0.1:{secured.port}/federation"
    url = f"elasticsearch+https://elastic:{QUOTED}@{place}?ca={ca}"
    settings.SEARCH_URL = url
    store(notice("a"))
    backend = connect(url)

    new_follower(backend.indexes).catch_up()

    assert [hit.key for hit in backend.search(asked("开庭")).hits] == ["a"]
    for wrong, words in {
        f"elasticsearch+https://elastic:wrong@{place}?ca={ca}": "拒绝",
        f"elasticsearch+https://{place}?ca={ca}": "拒绝",
        f"elasticsearch+https://{place}?api_key=d3Jvbmc6a2V5&ca={ca}": "拒绝",
        f"elasticsearch+https://elastic:{QUOTED}@{place}": "ca",
    }.items():
        with pytest.raises(SearchUnavailable, match=words) as refusal:
            connect(wrong).search(asked("开庭"))
        assert "sign" not in str(refusal.value)
