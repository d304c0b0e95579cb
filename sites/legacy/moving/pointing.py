"""Whether a domain leads to this platform: by its addresses where the platform's are configured, else by asking it."""

import http.client
import secrets
import socket
import ssl
from dataclasses import dataclass

from django.conf import settings

from federation.courts.proof import CHALLENGE_HEADER, PROOF_HEADER, is_proof

SECONDS = 5.0
HTTPS = 443


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where a domain leads. `certificate` says what is wrong with its certificate; "" where nothing is, or there is no https."""

    addresses: tuple[str, ...]
    here: bool
    certificate: str = ""


def look_up(host: str) -> list[str]:
    """Addresses of a host by the resolver of this machine, none where it has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return sorted({str(entry[4][0]) for entry in found})


def ask_for_proof(host: str, challenge: str) -> str:
    """What a host answers to a challenge, on the port where the platform's sites answer. Raises OSError, ssl.SSLError too."""
    connection = _connect(host, ssl.create_default_context())
    try:
        connection.request("GET", "/-/live", headers={CHALLENGE_HEADER: challenge})
        return connection.getresponse().headers.get(PROOF_HEADER, "")
    except http.client.HTTPException:
        return ""
    finally:
        connection.close()


def pointing(host: str) -> Pointing:
    """Where a domain leads to at this moment."""
    addresses = tuple(look_up(host))
    if not addresses:
        return Pointing((), here=False)
    if not settings.PLATFORM_ADDRESSES:
        return Pointing(addresses, *_asked(host))
    here = set(addresses) <= set(settings.PLATFORM_ADDRESSES)
    certificate = _asked(host)[1] if here and settings.PUBLIC_PORT == HTTPS else ""
    return Pointing(addresses, here, certificate)


def _asked(host: str) -> tuple[bool, str]:
    """Whether a host proves to be this platform, and what is wrong with its certificate."""
    challenge = secrets.token_hex(16)
    try:
        return is_proof(ask_for_proof(host, challenge), challenge), ""
    except ssl.SSLError as error:
        return False, str(getattr(error, "verify_message", "") or error.reason or error)
    except OSError:
        return False, ""


def _connect(host: str, context: ssl.SSLContext) -> http.client.HTTPConnection:
    port: int = settings.PUBLIC_PORT
    if port == HTTPS:
        return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)
    return http.client.HTTPConnection(host, port, timeout=SECONDS)
