"""Addresses as an operator writes them: `/news/{n}.html`, `/show.php?id={n}`, `/**/{n}.html`.

`{n}` is a number, `{id}` an opaque identifier, `*` anything within a folder or value, `**` anything. Host, scheme, index file and
trailing slash do not count, nor do parameters that carry no identity; the names of the others must be those of the glob.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from sites.legacy.addresses import path_of, query_of
from sites.legacy.patterns import blurred, page_number

_PART = re.compile(r"(\{n\}|\{id\}|\*\*/|\*\*|\*)")
_FORMS = {"{n}": r"\d+", "{id}": r"[A-Za-z0-9_+%=-]{6,}", "**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*"}
_MOST = 6
LIMIT = 200
"""Characters of a glob."""


def glob_fault(glob: str) -> str:
    """What is wrong with a glob, as a key of the messages of `parsing`; "" if nothing is."""
    if len(glob) > LIMIT or glob.count("*") > 8:
        return "long"
    return "" if glob.startswith("/") and re.search(r"\s", glob) is None else "no path"


def fits(url: str, globs: Iterable[str]) -> bool:
    """Whether an address, or that of its first page where it is a later one, is served by any of the globs."""
    spellings = [_parts(each) for each in _with_first_page(url)]
    return any(_fits(path, query, glob) for glob in globs for path, query in spellings)


def globs_for(urls: Sequence[str]) -> tuple[str, ...]:
    """The fewest globs that name a set of addresses: at most six, or one that spans their folders."""
    exact = tuple(dict.fromkeys(_glob(url) for url in urls))
    if len(exact) <= _MOST:
        return tuple(sorted(exact))
    leaves = tuple(sorted({glob.rpartition("/")[2] for glob in exact}))
    if len(leaves) <= _MOST:
        folder = _common_folder(exact)
        return tuple(f"{folder}/**/{leaf}" for leaf in leaves)
    return tuple(sorted({_by_suffix(glob) for glob in exact}))[:_MOST]


def _by_suffix(glob: str) -> str:
    folder, _, leaf = glob.partition("?")[0].rpartition("/")
    suffix = re.search(r"\.\w{2,6}$", leaf)
    return f"{folder}/*{suffix[0] if suffix else ''}"


def _common_folder(globs: Sequence[str]) -> str:
    parts = [glob.partition("?")[0].split("/")[:-1] for glob in globs]
    shared = [same[0] for same in takewhile(lambda same: len(set(same)) == 1, zip(*parts, strict=False))]
    return "/".join(shared)


def _glob(url: str) -> str:
    path = blurred(path_of(first_page(url))) or "/"
    names = [
        f"{name}={'{n}' if value.isdigit() else '*'}" if value else name for name, value in query_of(first_page(url))
    ]
    return path + ("?" + "&".join(names) if names else "")


def first_page(url: str) -> str:
    """The address of the first page for a later page of a text: both are made from one layout."""
    numbered = page_number(url)
    return f"http://{numbered.first[0]}" if numbered else url


def _with_first_page(url: str) -> tuple[str, ...]:
    first = first_page(url)
    return (url,) if first == url else (url, first)


def _parts(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return path_of(url), query_of(url)


def _fits(path: str, query: tuple[tuple[str, str], ...], glob: str) -> bool:
    own_path, values = _compiled(glob)
    if len(query) != len(values) or own_path.fullmatch(path) is None:
        return False
    return all(name in values and values[name].fullmatch(value) for name, value in query)


@lru_cache(maxsize=1024)
def _compiled(glob: str) -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    path, _, query = glob.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return _pattern(path.rstrip("/")), {name: _pattern(value) for name, _, value in pairs}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(_FORMS.get(part, re.escape(part)) for part in _PART.split(text)), re.I)
