"""Names that reach PostgreSQL, the file system or the host table: made or checked here, never taken as typed."""

import ipaddress
import re

import idna
from django.utils.translation import gettext as _

from federation.courts.errors import DomainRefused

# Letters of GB/T 2260 for the abbreviations that court codes start with. 最高法 and 兵 (兵团) are no provinces.
PROVINCE_LETTERS = {
    "最高法": "spc", "京": "bj", "津": "tj", "冀": "he", "晋": "sx", "内": "nm", "辽": "ln", "吉": "jl", "黑": "hl",
    "沪": "sh", "苏": "js", "浙": "zj", "皖": "ah", "闽": "fj", "赣": "jx", "鲁": "sd", "豫": "ha", "鄂": "hb",
    "湘": "hn", "粤": "gd", "桂": "gx", "琼": "hi", "渝": "cq", "川": "sc", "黔": "gz", "云": "yn", "藏": "xz",
    "陕": "sn", "甘": "gs", "青": "qh", "宁": "nx", "新": "xj", "兵": "bt", "军": "pla",
}  # fmt: skip
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")


def schema_name(code: str) -> str:
    """The schema of a court's site: 京0105 -> court_bj0105. ASCII, and different for different codes."""
    letters = code
    for abbreviation, ascii_letters in PROVINCE_LETTERS.items():
        if code.startswith(abbreviation):
            letters = ascii_letters + code[len(abbreviation) :]
            break
    safe = "".join(
        character if character.isascii() and character.isalnum() else f"_{ord(character):x}_" for character in letters
    )
    return f"court_{safe.lower()}"[:63]


def checked_domain(text: str) -> str:
    """The host name in its stored form: lower case, punycode, without `www.`, which is answered along with it.

    Raises DomainRefused for what is no host name (RFC 1123), such as an address with a port or a path.
    """
    typed = text.strip().rstrip(".").removeprefix("www.")
    try:
        host = idna.encode(typed, uts46=True).decode() if not typed.isascii() else typed.lower()
    except idna.IDNAError:
        host = ""
    labels = host.split(".")
    if not host or len(host) > 253 or not all(LABEL.match(label) for label in labels) or _is_address(host):
        raise DomainRefused(
            _("“%(domain)s”不是有效的域名。请只填写主机名，例如 chaoyang.example.cn。") % {"domain": text}
        )
    return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
