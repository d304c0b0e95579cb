"""Showing where a document answers: the title with the words marked, and the best piece of the text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.folding import fold
from search.identifiers import find_identifiers
from search.pieces import promising_pieces
from search.query.question import Phrase, Question
from search.segmenting import document_words, question_tokens

SNIPPET_LENGTH = 120
_MAX_SPANS = 500
_LOOK_BACK = 40
_SENTENCE_ENDS = "。！？；!?;…"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，、：,:）)》”"


class Span(NamedTuple):
    """Characters `start` up to `end` of a text are phrase number `phrase` of the question."""

    start: int
    end: int
    phrase: int


def highlight_title(title: str, question: Question) -> SafeString:
    """The whole title as HTML."""
    return _mark(title, find_spans(title, question))


def snippet(text: str, question: Question) -> SafeString:
    """About `SNIPPET_LENGTH` characters as HTML, where most of the question stands together; else the beginning."""
    flat = " ".join(text.split())
    skipped, region, spans = _best_region(flat, question)
    start = _good_start(region, _best_start(spans)) if spans else 0
    end = _good_end(region, start)
    inside = (Span(each.start - start, each.end - start, each.phrase) for each in spans if _within(each, start, end))
    before = "…" if skipped + start else ""
    after = "…" if skipped + end < len(flat) else ""
    return mark_safe(before + _mark(region[start:end], inside) + after)  # noqa: S308 - every piece is escaped


def find_spans(text: str, question: Question) -> list[Span]:
    """Where the text holds phrases of the question, or what means the same; where it lacks a phrase as a whole, its words
    of some length.
    """
    if not question.required:
        return []
    places = document_words(text)
    ends = {(token.word, token.start): token.end for token in find_identifiers(fold(text))}
    found: list[Span] = []
    for number, phrase in enumerate(question.required):
        for form in (*_forms(phrase, places), *question.standing_for(phrase)):
            last, distance = form.words[-1]
            found.extend(
                Span(start, ends.get((last, start + distance), start + distance + len(last)), number)
                for start in _phrase_starts(form, places)
            )
    return sorted(found)


def _forms(phrase: Phrase, places: dict[str, list[int]]) -> tuple[Phrase, ...]:
    return (phrase,) if any(True for _ in _phrase_starts(phrase, places)) else phrase.pieces()


def _phrase_starts(phrase: Phrase, places: dict[str, list[int]]) -> Iterator[int]:
    (first, _), *rest = phrase.words
    followers = [({*places.get(word, ())}, distance) for word, distance in rest]
    for start in places.get(first, ()):
        if all(start + distance in at for at, distance in followers):
            yield start


def _best_region(text: str, question: Question) -> tuple[int, str, list[Span]]:
    """Where most different phrases stand: the place in the text, the text from there on, and the spans in that."""
    best: tuple[int, str, list[Span]] = (0, text[: 2 * SNIPPET_LENGTH], [])
    most = 0
    for piece in promising_pieces(text, question):
        region = text[piece.start : piece.start + len(piece.text) + SNIPPET_LENGTH + _LOOK_BACK]
        if _at_most(fold(region), question) <= most:
            continue  # cutting it into words takes longer than all else
        spans = find_spans(region, question)[:_MAX_SPANS]
        different = len({span.phrase for span in spans})
        if different > most:
            best, most = (piece.start, region, spans), different
    return best


def _at_most(folded: str, question: Question) -> int:
    """How many phrases can stand there at most. Numbers are written in many ways, so that those always can."""
    return sum(
        any(word in folded or any(find_identifiers(word)) for form in forms for word in form.single_words)
        for forms in ((phrase, *question.standing_for(phrase)) for phrase in question.required)
    )


def _best_start(spans: list[Span]) -> int:
    """Where the window begins that holds most different phrases; then most spans; then the earliest."""
    starts = [span.start for span in spans]

    def worth(at: int) -> tuple[int, int, int]:
        inside = spans[at : bisect_right(starts, starts[at] + SNIPPET_LENGTH - _LOOK_BACK)]
        return len({span.phrase for span in inside}), len(inside), -at

    return starts[max(range(len(spans)), key=worth)]


def _good_start(text: str, start: int) -> int:
    """The start of the sentence, or of the clause, if it is near; else a start that cuts no word."""
    begin = max(0, start - _LOOK_BACK)
    before = text[begin:start]
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        cut = max(before.rfind(end) for end in ends)
        if cut >= 0:
            return begin + cut + 1 + (len(before[cut + 1 :]) - len(before[cut + 1 :].lstrip()))
    if begin == 0:
        return 0
    return next((begin + token.start for token in question_tokens(before) if token.start > 0), start)


def _good_end(text: str, start: int) -> int:
    """An end that cuts no word, with the mark that closes the sentence if it follows."""
    if start + SNIPPET_LENGTH >= len(text):
        return len(text)
    fitting = [token.end for token in question_tokens(text[start : start + SNIPPET_LENGTH + 10])]
    end = start + max((end for end in fitting if end <= SNIPPET_LENGTH), default=SNIPPET_LENGTH)
    return end + (text[end] in _CLAUSE_ENDS)


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end


def _mark(text: str, spans: Iterable[Span]) -> SafeString:
    pieces: list[str] = []
    done = 0
    for start, end in _merged(spans):
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    return mark_safe("".join(pieces) + escape(text[done:]))  # noqa: S308 - every piece is escaped


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end, _ in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
