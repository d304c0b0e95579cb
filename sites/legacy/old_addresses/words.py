"""The words that an address itself holds: what a visitor may search for where nothing stands at it any more."""

import re
from urllib.parse import unquote

from sites.legacy.addresses import path_of, query_of

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_MOST = 40


def words_of_address(url: str) -> str:
    """Chinese words of the path and of the parameters, in their order; empty where there are none."""
    parts = [unquote(path_of(url)), *(unquote(value) for _name, value in query_of(url))]
    return " ".join(dict.fromkeys(_CHINESE.findall(" ".join(parts))))[:_MOST]
