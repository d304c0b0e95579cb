"""Addresses of the court's own attachments that were typed or pasted into a text: they become links to the attachments.

Only what is known to be offered is looked through before it goes public, found by the search, and let out with the page.
"""

import re
from urllib.parse import urlsplit

from federation.courts.selectors import hosts_of_schema

_PASTED = re.compile(r'<a href="((?:https?://[^"/]+)?/documents/(\d+)/[^"]*)">', re.IGNORECASE)


def link_own_documents(markup: str) -> str:
    """Markup as it is stored, with links to attachments in place of their addresses on this court's hosts."""
    return _PASTED.sub(_linked, markup)


def _linked(found: re.Match[str]) -> str:
    host = urlsplit(found[1]).hostname
    ours = not host or host.removeprefix("www.") in hosts_of_schema()
    return f'<a linktype="document" id="{found[2]}">' if ours else found[0]
