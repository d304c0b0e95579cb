"""Texts that frame the articles of a site: those that several pages of one layout share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sites.legacy.documents import Document
from sites.legacy.prose import blocks_of, fingerprint
from sites.legacy.titles import without_page_number

_CHROME = re.compile(
    r"版权|转载|声明|免责|扫一?扫|扫码|关注|公众号|微信|微博|分享|责任?编辑|编辑|打印|关闭|收藏|上一篇|下一篇|相关|推荐|热门|点击|客户端|下载APP|投稿|纠错|"
    r"copyright|all rights|subscribe|sign up|follow us|share|newsletter|read more|advertis|related|click here",
    re.I,
)


def distinct(documents: Sequence[Document]) -> list[Document]:
    """One page of each title: copies and later pages of an article would make its text look repeated.

    A title tag that most pages share is the site's name; their longest texts tell those pages apart.
    """
    titles = Counter(fingerprint(without_page_number(document.title)) for document in documents)
    common = {title for title, count in titles.items() if count > max(2, 0.3 * len(documents)) or not title}
    marks = ((fingerprint(without_page_number(document.title)), document) for document in documents)
    return list(
        {_longest_texts(document) if mark in common else (mark,): document for mark, document in marks}.values()
    )


def repeated_texts(documents: Sequence[Document]) -> frozenset[str]:
    """Fingerprints of the texts that a sixth of the pages share; of a quarter, where there are few."""
    counts = Counter(mark for document in documents for mark in {mark for mark, _ in _texts([document])})
    enough = max(2, 0.25 * len(documents)) if len(documents) < 12 else max(3, 0.15 * len(documents))
    return frozenset(mark for mark, count in counts.items() if count >= enough)


def chrome_of(documents: Iterable[Document], repeated: frozenset[str]) -> frozenset[str]:
    """Those among the repeated texts that belong to no article wherever they stand."""
    return frozenset(mark for mark, text in _texts(documents) if mark in repeated and _CHROME.search(text))


def _longest_texts(document: Document) -> tuple[str, ...]:
    texts = sorted({mark for mark, _ in _texts([document])}, key=len, reverse=True)
    return tuple(texts[:3])


def _texts(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for block in blocks_of(document.root):
            if mark := fingerprint(block.text):
                yield mark, block.text
