from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from sites.legacy.capture.order import CaptureLimits, CaptureOrder

from .served import Site, serving

LOOPBACK_SERVER = ("127.0.0.1/32",)


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """A function that serves pages until the test ends, on 127.0.0.1 or where else it is told to, over TLS if it is given a certificate."""
    with ExitStack() as stack:
        yield lambda pages, **where: stack.enter_context(serving(pages, **where))


@pytest.fixture
def order_for(tmp_path: Path) -> Callable[..., CaptureOrder]:
    """A function that makes an order for a served site: no delay, this server's address allowed and no other."""

    def make(site: Site, path: str = "/", *, limits: CaptureLimits | None = None, **changes: object) -> CaptureOrder:
        values: dict[str, object] = {
            "url": site.url + path,
            "out": tmp_path / "site.warc.gz",
            "allowed_networks": LOOPBACK_SERVER,
            "delay": 0.0,
            "timeout": 20.0,
            "limits": limits or CaptureLimits(),
        }
        return CaptureOrder(**{**values, **changes})

    return make


@pytest.fixture(scope="session")
def expired_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of another name, and out of date: what old servers have."""
    long_ago = datetime.now(UTC) - timedelta(days=900)
    return write_certificate(tmp_path_factory.mktemp("tls") / "expired.pem", "localhost", begins=long_ago)


def write_certificate(path: Path, name: str, *, begins: datetime) -> Path:
    """A key and a certificate for a name, signed by itself, good for two days."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=2))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return path
