"""System checks of the search's settings."""

from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, register

from search.services import BACKENDS, search_url


@register
def check_search_url(**_: Any) -> list[CheckMessage]:
    """SEARCH_URL names an index that exists."""
    scheme = _scheme(search_url())
    if scheme in BACKENDS:
        return []
    known = ", ".join(f"{known}://" for known in BACKENDS)
    return [
        Error(
            f"SEARCH_URL begins with no kind of index that is known ({known}).",
            hint="Set SEARCH_URL=postgres:// to search in the platform's own database, or leave it unset.",
            id="federated_search.E001",
        )
    ]


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
