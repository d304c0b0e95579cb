"""`manage.py evaluate_relevance`: how well a backend answers questions whose answers are known, as JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import Progress

from search.backends.base import SearchBackend
from search.query.knowledge import Knowledge, knowing
from search.query.thesaurus import thesaurus
from search.relevance.evaluating import Figures, Measured, measure
from search.relevance.judged import read_corpus, read_questions
from search.relevance.scratch import SCRATCH, settle
from search.thesaurus.stock import stock
from search.types import SearchError

Each = TypeVar("Each")
BATCH = 500


class Command(BaseCommand):
    """Index a corpus into a scratch index, ask every question, and print the measures."""

    help = "Measure nDCG@10, MRR@10 and recall@100 over a judged set, in a scratch index of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files of JSON lines, see `search.relevance.judged`."""
        parser.add_argument("--corpus", required=True, type=Path, help="documents: id, title, text; may end in .gz")
        parser.add_argument("--queries", required=True, type=Path, help="questions: query_id, query, relevant")
        parser.add_argument("--backend", default="postgres", choices=sorted(SCRATCH))

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to standard error, the figures as one JSON object to standard output."""
        progress = Progress(console=Console(stderr=True))
        try:
            with (
                progress,
                SCRATCH[options["backend"]]() as backend,
                knowing(Knowledge(thesaurus=thesaurus([*stock()]))),
            ):
                began = perf_counter()
                documents = _index(backend, options["corpus"], progress)
                settle(backend)
                seconds = perf_counter() - began
                questions = list(read_questions(options["queries"]))
                measured = list(_shown(measure(backend, questions), "asking", progress, total=len(questions)))
        except (SearchError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        facts = {"backend": options["backend"], "documents": documents, "indexed_a_second": round(documents / seconds)}
        self.stdout.write(json.dumps(facts | _figures(measured), ensure_ascii=False, indent=2))


def _index(backend: SearchBackend, corpus: Path, progress: Progress) -> int:
    documents = _shown(read_corpus(corpus), "indexing", progress)
    stored = 0
    while batch := list(islice(documents, BATCH)):
        backend.index(batch)
        stored += len(batch)
    return stored


def _figures(measured: list[Measured]) -> dict[str, Any]:
    """Of all questions; and of each half, because constants may be chosen by the one and are reported by the other."""
    halves = {
        "all": measured,
        "tuning_half": [each for each in measured if each.question.is_for_tuning],
        "reported_half": [each for each in measured if not each.question.is_for_tuning],
    }
    return {name: figures.plain() for name, half in halves.items() if (figures := Figures.of(half))}


def _shown(each: Iterable[Each], what: str, progress: Progress, *, total: int | None = None) -> Iterator[Each]:
    task = progress.add_task(what, total=total)
    for one in each:
        yield one
        progress.advance(task)
