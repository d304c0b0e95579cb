"""Which blocks around a body belong to the article: by the model, held back where it contradicts our rules too much."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from sites.legacy.documents import Document
from sites.legacy.weighing.blocks import Block
from sites.legacy.weighing.traits import PageTraits, Traits
from sites.legacy.weighing.trees import learned

_LIKELY = 0.4
_AGREED = 0.8


def weigh(blocks: Sequence[Block], *, title: str, document: Document) -> list[HtmlElement]:
    """Those of the blocks around a body that are the article's text."""
    likelihoods = learned().likelihoods(traits_of(blocks, title=title, document=document))
    ruled = [block.by_rule for block in blocks]
    precious = [block.by_rule and block.is_precious for block in blocks]
    kept = chosen(likelihoods, [block.words for block in blocks], ruled, precious)
    return [block.element for block, keep in zip(blocks, kept, strict=True) if keep]


def chosen(
    likelihoods: Sequence[float], words: Sequence[int], ruled: Sequence[bool], precious: Sequence[bool]
) -> Sequence[bool]:
    """Whether each block is kept: if likely, or precious.

    Where that would give up more than a fifth of the words that our rules take for text (`ruled`), the rules decide.
    """
    kept = [likely > _LIKELY or held for likely, held in zip(likelihoods, precious, strict=True)]
    agreed = sum(count for count, keep, rule in zip(words, kept, ruled, strict=True) if keep and rule)
    return kept if agreed >= _AGREED * sum(count for count, rule in zip(words, ruled, strict=True) if rule) else ruled


def traits_of(blocks: Sequence[Block], *, title: str, document: Document) -> list[Traits]:
    """The traits of a page's blocks."""
    summary = document.meta.get("description", "") or document.meta.get("og:description", "")
    return PageTraits(blocks, title=title, summary=summary, chinese=document.chinese).rows()
