"""What is kept in place of codes, tokens, contacts and addresses: digests that lead back to nothing without the platform's key."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from federation.courts.current import current_schema
from federation.domain.visitors import address_of, digest_of_the_day

SEALED_FOR = timedelta(minutes=10)
"""After this nobody can open what was typed, not even the platform."""
_SEPARATOR = "\n"


def keyed(purpose: str, text: str, *, salt: str = "") -> str:
    """64 hexadecimal digits, other ones at every court and for every purpose."""
    key = f"sites.parties {current_schema()} {purpose} {salt}"
    return salted_hmac(key, text, algorithm="sha256").hexdigest()


def same(first: str, second: str) -> bool:
    """Whether two digests are the same, in a time that does not say where they differ."""
    return hmac.compare_digest(first, second)


def new_salt() -> str:
    return secrets.token_hex(16)


def origin_of(request: HttpRequest) -> str:
    """Where a request comes from, as a digest that is another one tomorrow."""
    address = address_of(
        forwarded=request.headers.get("X-Forwarded-For", ""), remote=request.META.get("REMOTE_ADDR", "")
    )
    return digest_of_the_day(f"{current_schema()} {address}", day=timezone.localdate(), secret=settings.SECRET_KEY)


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What somebody typed, in the form in which it is compared."""

    number: str
    name_key: str


def seal(asked: Asked) -> str:
    """So that it can lie in a table until a worker looks at it, and nobody else can read it there."""
    return box_of("request").encrypt(f"{asked.number}{_SEPARATOR}{asked.name_key}".encode()).decode()


def unseal(sealed: str) -> Asked | None:
    """None where it is sealed for too long, or by another key."""
    now = int(timezone.now().timestamp())
    try:
        text = (
            box_of("request")
            .decrypt_at_time(sealed.encode(), ttl=int(SEALED_FOR.total_seconds()), current_time=now)
            .decode()
        )
    except InvalidToken:
        return None
    number, _separator, name = text.partition(_SEPARATOR)
    return Asked(number, name)


def box_of(purpose: str) -> Fernet:
    """What seals for one purpose at the current schema's court."""
    return Fernet(urlsafe_b64encode(bytes.fromhex(keyed(f"seal {purpose}", ""))))
