"""`python -m search.frequencies.build LAWS`: count anew what `background` reads.

LAWS is a tar archive of laws in Markdown, one a file, whose articles begin with 第一条 and so on.
"""

import gzip
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from search.folding import fold
from search.frequencies.background import COUNTS
from search.identifiers import HAN
from search.segmenting import document_words

RAREST = 20
"""Articles that must hold an expression for it to be listed."""

_ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千两]+条(?:之[一二三四五六七八九十]+)?\s*")
_RUN = re.compile(f"[{HAN}]+")


def main() -> None:
    counted: Counter[str] = Counter()
    articles = 0
    for article in articles_of(Path(sys.argv[1])):
        articles += 1
        counted.update(expressions(fold(article)))
    write(counted, articles)


def articles_of(archive: Path) -> Iterator[str]:
    """The articles of every law, without their numbers; what stands before the first one counts as one."""
    with tarfile.open(archive, "r|*") as laws:
        for member in laws:
            if member.name.endswith(".md") and not Path(member.name).name.startswith("_"):
                file = laws.extractfile(member)
                yield from _articles(file.read().decode("utf-8", "ignore") if file else "")


def expressions(text: str) -> set[str]:
    """Every Chinese character and pair of characters, and every longer word."""
    found = {word for word in document_words(text) if len(word) > 2 and _RUN.fullmatch(word)}
    for run in _RUN.findall(text):
        found.update(run)
        found.update(map("".join, zip(run, run[1:], strict=False)))
    return found


def write(counted: Counter[str], articles: int) -> None:
    """Counts are rounded to two figures, so that many expressions share a line."""
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for expression, count in counted.items():
        if count >= RAREST:
            by_count[_rounded(count)].append(expression)
    with COUNTS.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(f"{articles}\n".encode())
        for count in sorted(by_count, reverse=True):
            packed.write(f"{count}\t{' '.join(sorted(by_count[count]))}\n".encode())


def _articles(law: str) -> Iterator[str]:
    article: list[str] = []
    for line in filter(None, map(str.strip, law.splitlines()[1:])):
        if _ARTICLE.match(line) and article:
            yield "\n".join(article)
            article = []
        if not line.startswith("#"):
            article.append(_ARTICLE.sub("", line))
    if article:
        yield "\n".join(article)


def _rounded(count: int) -> int:
    unit = 10 ** max(0, len(str(count)) - 2)
    return count // unit * unit


if __name__ == "__main__":
    main()
