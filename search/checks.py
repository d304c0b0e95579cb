"""System checks of the search's settings."""

from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from search.backends.base import InvalidAddress
from search.services import backend_at, search_url

_HERE = {"127.0.0.1", "localhost", "::1"}


@register
def check_search_url(**_: Any) -> list[CheckMessage]:
    """SEARCH_URL names an index that can be used."""
    try:
        backend_at(search_url())
    except InvalidAddress as error:
        return [Error(f"SEARCH_URL: {error}.", hint=error.mend, id="federated_search.E001")]
    return []


@register(Tags.security, deploy=True)
def check_search_is_encrypted(**_: Any) -> list[CheckMessage]:
    """Passwords and documents do not cross a network in the open."""
    parts = urlsplit(search_url())
    if parts.scheme != "elasticsearch" or parts.hostname in _HERE:
        return []
    return [
        Warning(
            "SEARCH_URL leads to another machine without encryption.",
            hint="Turn on TLS in Elasticsearch and write elasticsearch+https:// with ca=, or keep that network closed.",
            id="federated_search.W001",
        )
    ]
