"""Asking a backend every question of a judged set."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from statistics import fmean, quantiles
from time import perf_counter
from typing import Any

from search.asking import ask
from search.backends.base import SearchBackend
from search.query.reading import read_query
from search.relevance.judged import JudgedQuestion
from search.relevance.measures import DEEP, ndcg, recall, reciprocal_rank
from search.types import MAX_PAGE_SIZE, Query


@dataclass(frozen=True, slots=True)
class Measured:
    """One question: its measures, and the milliseconds until the first page of ten hits was there."""

    question: JudgedQuestion
    ndcg: float
    mrr: float
    recall: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions, and how long they took."""

    questions: int
    ndcg_at_10: float
    mrr_at_10: float
    recall_at_100: float
    milliseconds_p50: float
    milliseconds_p99: float

    @classmethod
    def of(cls, measured: Iterable[Measured]) -> "Figures | None":
        """Rounded to what they are worth. None without questions."""
        each = list(measured)
        if not each:
            return None
        took = [one.milliseconds for one in each] * 2  # percentiles want two values
        hundredths = quantiles(took, n=100)
        return cls(
            questions=len(each),
            ndcg_at_10=round(fmean(one.ndcg for one in each), 4),
            mrr_at_10=round(fmean(one.mrr for one in each), 4),
            recall_at_100=round(fmean(one.recall for one in each), 4),
            milliseconds_p50=round(hundredths[49], 1),
            milliseconds_p99=round(hundredths[98], 1),
        )

    def plain(self) -> dict[str, Any]:
        """Under the names by which measures are known."""
        names = {"ndcg_at_10": "nDCG@10", "mrr_at_10": "MRR@10", "recall_at_100": "recall@100"}
        return {names.get(name, name): value for name, value in asdict(self).items()}


def measure(backend: SearchBackend, questions: Iterable[JudgedQuestion]) -> Iterator[Measured]:
    """Every question in turn, asked as citizens ask: the first page, and then on until `DEEP` hits are known."""
    for question in questions:
        began = perf_counter()
        ask(backend, read_query(Query(question.text)))
        milliseconds = (perf_counter() - began) * 1000
        found = _deep(backend, question.text)
        yield Measured(
            question,
            ndcg(found, question.right),
            reciprocal_rank(found, question.right),
            recall(found, question.right),
            milliseconds,
        )


def _deep(backend: SearchBackend, text: str) -> list[str]:
    pages = range(1, DEEP // MAX_PAGE_SIZE + 1)
    asked = (read_query(Query(text, page=page, page_size=MAX_PAGE_SIZE)) for page in pages)
    results = (ask(backend, each) for each in asked)
    return [hit.key for each in results for hit in each.hits]
