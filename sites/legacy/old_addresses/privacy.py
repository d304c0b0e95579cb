"""What of an address may say something about the person who asks for it."""

import re
from urllib.parse import quote, unquote

from sites.legacy.addresses import query_of

# Resident identity numbers of 18 and 15 digits by the date of birth within, mobile numbers, mail addresses.
_PERSONAL = re.compile(
    r"(?<!\d)\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
    r"|(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.\w"
)
_TOKEN = re.compile(r"[A-Za-z0-9_.+/=-]{40,}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_ASKED_OR_SECRET = re.compile(
    r"^(?:q|w|wd|kw|query|search\w*|key_?words?|keyboard|key|name|xm|xingming|user\w*|login\w*|phone|tel|mobile|sjh|lxdh|sfzh?m?|zjhm?"
    r"|id_?card\w*|card\w*|e?_?mail|pass\w*|pwd|token|access_token|ticket|sign|signature|auth\w*|openid|unionid|session\w*|ah|anhao|dsr)$",
    re.I,
)


def is_personal(text: str) -> bool:
    """Whether a text holds what looks like an identity or mobile number, or a mail address."""
    return _PERSONAL.search(text) is not None


def without_personal_parameters(url: str) -> str:
    """The address without parameters that hold what somebody typed, who he is, or what lets him in."""
    base, question, _query = url.partition("?")
    if not question:
        return url
    kept = [
        (quote(name, safe="%"), quote(value, safe="%"))
        for name, value in query_of(url)
        if not _tells_of_somebody(name, value)
    ]
    query = "&".join(f"{name}={value}" if value else name for name, value in kept)
    return f"{base}?{query}" if query else base


def _tells_of_somebody(name: str, value: str) -> bool:
    name, value = unquote(name), unquote(value)
    if name == "s" and "/" not in value:  # a search in WordPress; in ThinkPHP the path of a page
        return True
    named = _ASKED_OR_SECRET.match(name) is not None
    return named or is_personal(name) or is_personal(value) or _TOKEN.search(value) is not None
