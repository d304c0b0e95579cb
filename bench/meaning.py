"""What it costs to put the best answers in order by what they mean, beside the same questions answered by their words alone.

Over statutes in PostgreSQL. Every question is new to the process, so that the model reads each of them; they are asked in
turn with and without.
"""

import os
from itertools import islice
from time import perf_counter, process_time
from unittest.mock import patch

from bench.support.platform import scratch_platform
from bench.support.tables import percentile, ratio, show
from bench.support.texts import documents, questions

DOCUMENTS = int(os.environ.get("DOCUMENTS", "20000"))
ASKED = int(os.environ.get("ASKED", "200"))
WITH, WITHOUT = "words and meaning", "words alone"


def main() -> None:
    with scratch_platform():
        store()
        took, steps = measure()
    show(
        f"Answering questions in sentences over {DOCUMENTS:,} documents, milliseconds",
        ("", "asked", "p50", "p95", "p99", "p50 to words alone"),
        [
            (
                name,
                len(each),
                *(percentile(each, percent) for percent in (50, 95, 99)),
                ratio(percentile(each, 50), percentile(took[WITHOUT], 50)),
            )
            for name, each in took.items()
        ],
        f"The step itself, processor time: {percentile(steps, 50):.1f} ms at the median, {percentile(steps, 99):.1f} at p99, "
        f"of {len(steps)} questions whose words no three documents hold all.",
    )


def store() -> None:
    from search.indexing import store_many
    from search.relevance.scratch import settle
    from search.services import answering_backend, search_url

    waiting = documents(DOCUMENTS)
    while batch := list(islice(waiting, 1_000)):
        store_many(batch)
    settle(answering_backend(search_url()))


def measure() -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds of every question, with and without; and of processor time for the step alone where it was taken."""
    from search.backends.postgres import backend
    from search.meaning.ordering import by_meaning
    from search.services import search
    from search.types import Query

    took: dict[str, list[float]] = {WITH: [], WITHOUT: []}
    steps: list[float] = []

    def timed(*args, **options):
        began = process_time()
        keys = by_meaning(*args, **options)
        steps.append((process_time() - began) * 1000)
        return keys

    def by_words(question, answers, **_):
        return [each.key for each in answers]

    search(Query("预先加载模型与词表需要多长时间呢"))
    for text in dict.fromkeys(questions(ASKED)):
        for name, step in ((WITH, timed), (WITHOUT, by_words)):
            with patch.object(backend, "by_meaning", step):
                began = perf_counter()
                search(Query(text))
                took[name].append((perf_counter() - began) * 1000)
    return took, steps


if __name__ == "__main__":
    main()
