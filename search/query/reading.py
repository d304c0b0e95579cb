"""Reading a citizen's question: words, quoted phrases, and words that must not occur. Nothing typed is an error."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from search.folding import clean, fold
from search.identifiers import Token
from search.segmenting import question_tokens

MAX_LENGTH = 200
"""Characters of a question that are read."""

MAX_PHRASES = 24
"""Parts of each sort that are read."""

_QUOTES = '"“”„「」『』'
_PIECES = re.compile(
    rf"(?:(?<!\S)(?P<not_phrase>-))?[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]|(?<!\S)-(?P<not_word>[^\s{_QUOTES}]+)"
)
_PARTICLE_LIST = """
的 了 着 过 是 在 和 与 及 或 吗 呢 吧 啊 呀 么 我 你 您 他 她 它 我们 你们 他们 她们 这 那 这个 那个 有 没有 就 都 也 还
被 把 对 对于 关于 从 向 由 以 于 而 且 并 其 之 所 谁 哪 哪些 哪里 哪个 什么 怎么 怎样 怎么办 如何 为什么 多少 几
请问 是否 能 能否 可以 可否 会 要 需要 应该 应当
"""
_PARTICLES = frozenset(_PARTICLE_LIST.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together: each with its distance in characters from the first. Most phrases are one word."""

    words: tuple[tuple[str, int], ...]

    @property
    def single_words(self) -> tuple[str, ...]:
        """The words without their places."""
        return tuple(word for word, _ in self.words)

    def pieces(self) -> "tuple[Phrase, ...]":
        """The words that mean something by themselves, or the phrase itself: lone characters and figures do not."""
        words = [word for word in self.single_words if len(word) > 1 and not word.isdecimal()]
        return tuple(Phrase(((word, 0),)) for word in words) or (self,)


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words that nobody typed and that mean something near: they add to a document's score, and are never required.

    `weight` is what they are worth beside typed words, which are worth 1. `stands_for` names the wanted phrases that
    mean the same: a document that holds the expansion counts as one that holds these. Without them it adds score alone.
    """

    phrase: Phrase
    weight: float
    stands_for: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. A question without any part asks for everything.

    `wanted` should occur, all of it if possible; `quoted` must occur, and `excluded` must not; `expansions` may.
    """

    wanted: tuple[Phrase, ...] = ()
    quoted: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @property
    def required(self) -> tuple[Phrase, ...]:
        """All that a document holds that answers in full."""
        return self.quoted + self.wanted

    @property
    def words(self) -> tuple[str, ...]:
        """The words of all that is required, each once."""
        return tuple(dict.fromkeys(word for phrase in self.required for word in phrase.single_words))

    def loosened(self) -> Self:
        """The same question with wanted phrases taken apart as far as sense allows, for when too little holds it."""
        return replace(self, wanted=_limit(piece for phrase in self.wanted for piece in phrase.pieces()))


def read_question(text: str) -> Question:
    """Read anything that was typed."""
    typed = fold(clean(text[:MAX_LENGTH]))
    plain: list[Phrase] = []
    quoted: list[Phrase] = []
    excluded: list[Phrase] = []
    done = 0
    for piece in _PIECES.finditer(typed):
        plain.extend(_loose_phrases(typed[done : piece.start()]))
        exact = _exact_phrase(piece["phrase"] or piece["not_word"])
        (quoted if piece["not_phrase"] is None and piece["phrase"] else excluded).extend(exact)
        done = piece.end()
    plain.extend(_loose_phrases(typed[done:]))
    return Question(wanted=_limit(_without_particles(plain)), quoted=_limit(quoted), excluded=_limit(excluded))


def _exact_phrase(text: str) -> Iterator[Phrase]:
    tokens = list(question_tokens(text))
    if tokens:
        yield _phrase(tokens)


def _loose_phrases(text: str) -> Iterator[Phrase]:
    """Words one by one, but characters and figures that no dictionary joins stay together: names, 第465条, 京0105."""
    together: list[Token] = []
    for token in question_tokens(text):
        if together and not _belong_together(together[-1], token):
            yield _phrase(together)
            together = []
        together.append(token)
    if together:
        yield _phrase(together)


def _belong_together(left: Token, right: Token) -> bool:
    if left.end != right.start or {left.word, right.word} & _PARTICLES:
        return False
    return _is_document_number(right) or (_is_fragment(left) and _is_fragment(right))


def _is_fragment(token: Token) -> bool:
    return len(token.word) == 1 or token.word.isdecimal()


def _is_document_number(token: Token) -> bool:
    return token.word.startswith("〔")


def _phrase(tokens: list[Token]) -> Phrase:
    return Phrase(tuple((token.word, token.start - tokens[0].start) for token in tokens))


def _without_particles(phrases: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.words[0][0] not in _PARTICLES] or phrases


def _limit(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(phrases))[:MAX_PHRASES]
