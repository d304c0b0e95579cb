"""A server with security on: password, TLS with a CA of its own, and what is said when they are wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.elasticsearch.node import Node
from search.backends.base import SearchUnavailable
from search.backends.elasticsearch import connect
from search.indexing import store
from tests.search_documents import asked, new_follower, notice

PASSWORD = "a pass/word: with @ signs"
QUOTED = "a%20pass%2Fword%3A%20with%20%40%20signs"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[bytes, bytes]:
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


@pytest.fixture
def secured(new_node: Callable[..., Node], certificate: tuple[bytes, bytes]) -> Node:
    """A server that wants a password, and speaks TLS alone."""
    return new_node(
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
