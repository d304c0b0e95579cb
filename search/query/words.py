"""The words of a question: one by one, or standing together."""

from collections.abc import Collection, Iterable, Iterator

from search.identifiers import Token, is_document_number
from search.query.question import Phrase
from search.segmenting import question_tokens

_PARTICLE_LIST = """
的 了 着 过 是 在 和 与 及 或 吗 呢 吧 啊 呀 么 我 你 您 他 她 它 我们 你们 他们 她们 这 那 这个 那个 有 没有 就 都 也 还
被 把 对 对于 关于 从 向 由 以 于 而 且 并 其 之 所 谁 哪 哪些 哪里 哪个 什么 怎么 怎样 怎么办 如何 为什么 多少 几
请问 是否 能 能否 可以 可否 会 要 需要 应该 应当
"""
_PARTICLES = frozenset(_PARTICLE_LIST.split())


def exact_phrase(text: str) -> Iterator[Phrase]:
    """All words of the text, at their distances. Nothing if it has none."""
    if tokens := list(question_tokens(text)):
        yield Phrase.of(tokens)


def loose_phrases(text: str, literally: Collection[str]) -> Iterator[Phrase]:
    """Words one by one, but characters and figures that no dictionary joins stay together: names, 京0105."""
    together: list[Token] = []
    for token in question_tokens(text, literally):
        if together and not _belong_together(together[-1], token):
            yield Phrase.of(together)
            together = []
        together.append(token)
    if together:
        yield Phrase.of(together)


def without_particles(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases that say something. All of them if none does."""
    listed = list(phrases)
    return [phrase for phrase in listed if phrase.words[0][0] not in _PARTICLES] or listed


def _belong_together(left: Token, right: Token) -> bool:
    if left.end != right.start or {left.word, right.word} & _PARTICLES:
        return False
    return is_document_number(right.word) or (_is_fragment(left) and _is_fragment(right))


def _is_fragment(token: Token) -> bool:
    return len(token.word) == 1 or token.word.isdecimal()
