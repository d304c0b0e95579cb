"""TLS as an old server speaks it, under a name that leads elsewhere."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from sites.legacy.capture.connections import Connections, Origin
from sites.legacy.capture.guard import Guard
from sites.legacy.capture.order import Route

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def expired_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of another name, and out of date: what old servers have."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    then = datetime.now(UTC) - timedelta(days=900)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(then).not_valid_after(then + timedelta(days=1))
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_the_name_in_tls_and_in_the_host_header_is_the_sites_own(expired_certificate: Path) -> None:
    names: list[str] = []
    asked: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(expired_certificate)
    context.sni_callback = lambda _connection, name, _context: names.append(name)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            asked.append(head)
            writer.write(RESPONSE)

    async def talk() -> list[bytes]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        route = Route("court.invalid", "127.0.0.1", server.sockets[0].getsockname()[1])
        connections = Connections(Guard(routes=[route], allowed_networks=["127.0.0.1/32"]))
        origin = Origin("https", "court.invalid", 443)
        request = b"GET / HTTP/1.1\r\nHost: court.invalid\r\n\r\n"
        bodies = [(await connections.exchange(origin, request, most_bytes=10)).body for _ in range(2)]
        connections.close()
        server.close()
        return bodies

    assert asyncio.run(talk()) == [b"ok", b"ok"]
    assert names == ["court.invalid"]
    assert len(asked) == 2
