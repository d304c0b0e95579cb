"""Reading a citizen's question. Nothing typed is an error."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from search.folding import clean, fold
from search.query.knowledge import Knowledge, what_is_known
from search.query.question import Expansion, Kind, Narrowing, Phrase, Question, Understood, limited
from search.query.recognised import Recognised
from search.query.recognising import recognise
from search.query.thesaurus import Spoken, expansions
from search.query.words import exact_phrase, loose_phrases, without_particles
from search.titles import title_token
from search.types import Query

MAX_LENGTH = 200
"""Characters of a question that are read."""

MAX_EXPANSIONS = 32
SHOWN_MEANINGS = 3
_CHINA = ZoneInfo("Asia/Shanghai")
_QUOTES = '"“”„「」『』'
_EXACT = re.compile(
    rf"(?:(?<!\S)(?P<not_phrase>-))?[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]|(?<!\S)-(?P<not_word>[^\s{_QUOTES}]+)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query that has been read: `question` is what its words ask, `narrowed` the query with what they narrow it to
    beside the filters that were chosen."""

    query: Query
    question: Question
    narrowed: Query


class _Piece(NamedTuple):
    """Characters of the question, and the term of the thesaurus to which they belong."""

    start: int
    end: int
    spoken: Spoken | None = None


def read_question(
    text: str, *, literally: Iterable[str] = (), known: Knowledge | None = None, today: date | None = None
) -> Question:
    """Read anything that was typed.

    Pieces that stand in `literally` (see `Understood.typed`) are read as plain words. `known` is by default what the
    platform knows, `today` the day in China.
    """
    known = what_is_known() if known is None else known
    typed = fold(clean(text[:MAX_LENGTH]))
    as_words = frozenset(fold(clean(piece)) for piece in literally)
    plain = _blanked(typed, [match.span() for match in _EXACT.finditer(typed)])
    found = recognise(plain, known.names, as_words, today or datetime.now(_CHINA).date())
    rest = _blanked(plain, [(each.start, each.end) for each in found if each.narrowing])
    spoken = list(known.thesaurus.find(rest, as_words))
    wanted, added = _words(rest, spoken, as_words)
    return Question(
        wanted=wanted,
        quoted=_exact(typed, "phrase"),
        excluded=_exact(typed, "not_phrase", "not_word"),
        expansions=added,
        plain=" ".join(dict.fromkeys((*_without_articles(rest, found).split(), *_quoted_texts(typed)))),
        title=title_token(typed),
        narrowing=_together(found),
        leaning=tuple(dict.fromkeys(code for each in found for code in each.leaning)),
        understood=_understood(typed, found, spoken),
    )


def read_query(query: Query) -> Reading:
    """What a query asks."""
    question = read_question(query.text, literally=query.literally)
    return Reading(query, question, question.narrowing.applied_to(query))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in these places, so that all others stay where they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _exact(typed: str, *groups: str) -> tuple[Phrase, ...]:
    """The quoted phrases, or what is excluded, by the groups of the pattern."""
    quoted = groups == ("phrase",)
    matches = (match for match in _EXACT.finditer(typed) if quoted == bool(match["phrase"] and not match["not_phrase"]))
    return limited(phrase for match in matches for phrase in exact_phrase(match["phrase"] or match["not_word"]))


def _without_articles(rest: str, found: list[Recognised]) -> str:
    """Articles are written in figures and in numerals, so that their characters say nothing: their words do."""
    return _blanked(rest, [(each.start, each.end) for each in found if each.kind is Kind.ARTICLE])


def _quoted_texts(typed: str) -> list[str]:
    return [match["phrase"] for match in _EXACT.finditer(typed) if match["phrase"] and not match["not_phrase"]]


def _words(
    rest: str, spoken: list[Spoken], literally: Collection[str]
) -> tuple[tuple[Phrase, ...], tuple[Expansion, ...]]:
    """What is wanted, and what stands for it or near it."""
    read = [
        (piece.spoken, [*loose_phrases(rest[piece.start : piece.end], literally)]) for piece in _pieces(rest, spoken)
    ]
    wanted = limited(without_particles(phrase for _, phrases in read for phrase in phrases))
    added: list[Expansion] = []
    for each in spoken:
        own = tuple(
            phrase for belongs_to, phrases in read if belongs_to is each for phrase in phrases if phrase in wanted
        )
        added.extend(expansions(each.meaning, own))
    return wanted, tuple(added[:MAX_EXPANSIONS])


def _pieces(rest: str, spoken: list[Spoken]) -> Iterator[_Piece]:
    """The whole text in pieces: those that belong to terms of the thesaurus, and those between."""
    done = 0
    placed = [(start, end, at) for at, each in enumerate(spoken) for start, end in each.pieces]
    for start, end, at in sorted(placed):
        yield _Piece(done, start)
        yield _Piece(start, end, spoken[at])
        done = end
    yield _Piece(done, len(rest))


def _together(found: list[Recognised]) -> Narrowing:
    narrowing = Narrowing()
    for each in found:
        narrowing = narrowing.also(each.narrowing)
    return narrowing


def _understood(typed: str, found: list[Recognised], spoken: list[Spoken]) -> tuple[Understood, ...]:
    """In the order of the text, each piece once."""
    recognised = [(each.start, _recognised(each, typed)) for each in found]
    meant = [(each.pieces[0][0], _meant(each)) for each in spoken]
    return tuple(dict.fromkeys(each for _, each in sorted(recognised + meant, key=lambda pair: pair[0])))


def _recognised(each: Recognised, typed: str) -> Understood:
    return Understood(each.kind, typed[each.start : each.end], each.label, narrows=bool(each.narrowing))


def _meant(spoken: Spoken) -> Understood:
    meaning = spoken.meaning
    return Understood(Kind.MEANING, meaning.term, "、".join((meaning.same + meaning.near)[:SHOWN_MEANINGS]))
