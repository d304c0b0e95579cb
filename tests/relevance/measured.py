"""Measuring the judged set that travels with the source."""

from itertools import islice
from pathlib import Path

from django.db import connection

from search.backends.base import SearchBackend
from search.backends.postgres import PostgresBackend
from search.backends.postgres.frequencies import forget_statistics
from search.query.knowledge import Knowledge, knowing
from search.query.thesaurus import thesaurus
from search.relevance.evaluating import Figures, measure
from search.relevance.judged import read_corpus, read_questions
from search.thesaurus.stock import stock

HERE = Path(__file__).parent
RECORDED = HERE / "recorded.json"
MEASURES = ("nDCG@10", "MRR@10", "recall@100")


def measured(backend: SearchBackend) -> dict[str, float]:
    """The measures of a backend over the set, which it is given here."""
    documents = read_corpus(HERE / "statutes.jsonl.gz")
    while batch := list(islice(documents, 1_000)):
        backend.index(batch)
    _settle(backend)
    with knowing(Knowledge(thesaurus=thesaurus([*stock()]))):
        figures = Figures.of(measure(backend, read_questions(HERE / "questions.jsonl")))
    assert figures is not None
    return {name: figures.plain()[name] for name in MEASURES}


def _settle(backend: SearchBackend) -> None:
    """The order rests on what PostgreSQL knows of the table: let that be this set, not what happened to be analysed before."""
    if isinstance(backend, PostgresBackend):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE public.search_document")
        forget_statistics()
