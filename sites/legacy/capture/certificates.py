"""Whether a server is the one that it says it is. What is wrong with a certificate is refused, or accepted and recorded."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from .errors import CertificateRefused
from .words import of_certificate
from .words import to_translate as _

OP_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's option, not named in Python 3.11: talk to servers without secure renegotiation."""


class Certificates:
    """Says by host how TLS is spoken; ``faults`` are the faults that were accepted, by host, also those of earlier runs."""

    def __init__(self, *, accept_faulty: bool, known: Mapping[str, str]) -> None:
        self.faults = dict(known)
        self._accept_faulty = accept_faulty
        self._checked, self._unchecked = _checking(), _not_checking()

    def context_for(self, host: str) -> ssl.SSLContext:
        """Every certificate is checked, until a fault of that host's was accepted."""
        return self._unchecked if self.fault_of(host) else self._checked

    def fault_of(self, host: str) -> str:
        """What is wrong with a certificate that is accepted all the same; "" where nothing is."""
        return self.faults.get(host, "") if self._accept_faulty else ""

    def accept(self, host: str, error: ssl.SSLCertVerificationError) -> None:
        """Go on without checking this host. Raises CertificateRefused where the order does not allow it."""
        fault = of_certificate(error)
        if not self._accept_faulty:
            raise CertificateRefused(
                _("%(host)s 的证书无效：%(fault)s。如确认无误，可在登记中允许，或用 --insecure-tls。"),
                host=host,
                fault=fault,
            )
        self.faults[host] = fault


def _checking() -> ssl.SSLContext:
    context = _for_old_servers()
    context.load_default_certs()
    return context


def _not_checking() -> ssl.SSLContext:
    context = _for_old_servers()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _for_old_servers() -> ssl.SSLContext:
    """TLS that old servers still speak. Nothing secret is sent, and what they publish is public."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= OP_LEGACY_SERVER_CONNECT
    return context
