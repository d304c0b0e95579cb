"""Who asks: a person or a machine, and from where, without keeping where."""

import hmac
import re
from datetime import date

_MACHINES = re.compile(
    r"bot\b|bot/|spider|crawl|slurp|scan|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|headless|monitor|nikto|sqlmap|nmap",
    re.I,
)


def is_machine(user_agent: str) -> bool:
    """Whether a crawler, a scanner or a program names itself in a request's `User-Agent`."""
    return _MACHINES.search(user_agent) is not None


def address_of(*, forwarded: str, remote: str) -> str:
    """Where a request comes from: the last address that the proxy in front has put into X-Forwarded-For, or its sender."""
    return forwarded.rpartition(",")[2].strip() or remote


def digest_of_the_day(text: str, *, day: date, secret: str) -> str:
    """32 hexadecimal digits that are the same for the same text on one day, and lead back to it by no way but guessing the secret."""
    key = f"{secret} {day.isoformat()}".encode()
    return hmac.new(key, text.encode(), "sha256").hexdigest()[:32]
