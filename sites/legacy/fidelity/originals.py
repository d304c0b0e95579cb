"""What the original pages of an article say beside what was read from them, so that a loss in reading shows too."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from sites.legacy.addresses import address_key
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.articles import LegacyArticle
from sites.legacy.documents import DocumentUnreadable
from sites.legacy.pages import is_page, open_page
from sites.legacy.prose import Block, blocks_of, fingerprint
from sites.legacy.sources.base import Source

SAMPLE = 60
"""Articles whose pages tell what every page of the site repeats."""
REPEATED = 3
PROSE = 40
"""Characters; shorter texts on a page are labels, captions and links."""
SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|$)")
"""What running text has, and a byline or a page's name has not."""
SHOWN, MOST_SHOWN = 80, 5


class Originals:
    """The original pages of a source's articles, and what the site repeats on them."""

    def __init__(self, source: Source, articles: Iterable[LegacyArticle]) -> None:
        self._source = source
        counts = Counter(
            mark
            for article in islice(articles, SAMPLE)
            for mark in {fingerprint(text) for text in self._prose(article)}
        )
        self._repeated = frozenset(mark for mark, count in counts.items() if count >= REPEATED)

    def lost(self, article: LegacyArticle, new_text: str) -> tuple[str, ...]:
        """The beginnings of running texts that are on an original page, on few others, and not in the new text."""
        kept = fingerprint(new_text)
        missing = (
            text
            for text in self._prose(article)
            if (mark := fingerprint(text)) not in self._repeated and mark not in kept
        )
        return tuple(text[:SHOWN] for text in islice(dict.fromkeys(missing), MOST_SHOWN))

    def _prose(self, article: LegacyArticle) -> Iterator[str]:
        for url in article.pages:
            address = self._source.find(address_key(url))
            if address is None:
                continue
            try:
                page = self._source.read(address)
                blocks = blocks_of(open_page(page).root) if is_page(page) else []
            except (CaptureUnreadable, DocumentUnreadable):
                continue  # the report says of the address itself that it cannot be read
            yield from (block.text for block in blocks if _is_prose(block))


def _is_prose(block: Block) -> bool:
    return bool(block.weight) and len(block.text) >= PROSE and SENTENCE.search(block.text) is not None
