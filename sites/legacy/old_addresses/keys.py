"""The keys under which a court's old addresses are kept, and those that a request may mean."""

import hashlib
import re
from urllib.parse import quote

from django.http import HttpRequest

from sites.legacy.addresses import address_key, host_of
from sites.legacy.patterns import desktop_keys

# PostgreSQL indexes values of up to 2,704 bytes; what is longer is kept by its beginning and a digest of the whole.
LONGEST_KEY = 2000
_KEPT_OF_A_LONG_KEY = 400
_PORT = re.compile(r":\d+\Z")
_SENT = "/:;=,@&+$!*'()~%"


def key_on_site(url: str) -> str:
    """The key of an address among those of one court: path and identity-carrying query, without the host.

    Empty for the home page.
    """
    return _on_site(address_key(url))


def qualified_key(url: str) -> str:
    """The key of an address that means something else on its own host than on the site's others: `//host/path?query`."""
    return f"//{_PORT.sub('', host_of(url))}{key_on_site(url)}"


def keys_asked(url: str) -> tuple[str, ...]:
    """The keys that a request's address may stand under, the likeliest first: on its host, on the site, for the desktop."""
    desktop = desktop_keys(url)
    keys = [qualified_key(url), key_on_site(url)]
    for key in desktop:
        keys += [f"//{_PORT.sub('', _host(key))}{_on_site(key)}", _on_site(key)]
    return tuple(dict.fromkeys(key for key in keys if key))


def asks_for_home(url: str) -> bool:
    """Whether an address is one of the home page's, such as `/index.html`, or the mobile `/m/`."""
    return not key_on_site(url) or any(not _on_site(key) for key in desktop_keys(url))


def address_asked(request: HttpRequest) -> str:
    """The address that was asked for, percent-encoded: old links are in GBK as often as in UTF-8.

    Of a path, Django leaves percent-encoded what is no UTF-8; a query string is the bytes that were sent.
    """
    query = quote(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"), safe=_SENT + "?")
    return f"http://{request.get_host()}{quote(request.path, safe=_SENT)}" + (f"?{query}" if query else "")


def _on_site(key: str) -> str:
    own = key[len(_host(key)) :]
    if len(own.encode("utf-8", "surrogatepass")) <= LONGEST_KEY:
        return own.encode("utf-8", "replace").decode()
    digest = hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{own[:_KEPT_OF_A_LONG_KEY]}~{digest}".encode("utf-8", "replace").decode()


def _host(key: str) -> str:
    slash, question = key.find("/"), key.find("?")
    return key[: min((place for place in (slash, question) if place >= 0), default=len(key))]
