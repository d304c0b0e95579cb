"""How an index is laid out: only what the core of Elasticsearch has, so that it runs everywhere without a plugin.

`words` decide what is found, cut by us as for PostgreSQL; `searched` and its pairs of characters decide the order, and
`searched` whether the characters of a phrase stand together. Facts are filters and facets. What is shown lies in the
source, from which the words are left out: the table has them.
"""

from typing import Any

from elasticsearch.dsl import Mapping, analyzer, token_filter

LAYOUT = 1
"""Grows with every change to this file that needs a new index."""

PAIRS = analyzer(
    "pairs",
    tokenizer="standard",
    filter=[
        "lowercase",
        token_filter(
            "pairs", "shingle", min_shingle_size=2, max_shingle_size=2, token_separator="",
            output_unigrams=False, output_unigrams_if_no_shingles=True,
        ),
    ],
)  # fmt: skip
"""Every two characters that stand together; words of other scripts likewise."""

FACTS = (
    "court",
    "court_name",
    "level",
    "province",
    "year",
    "column",
    "column_type",
    "catalogue_item",
    "language",
    "kind",
    "file_types",
    "fingerprint",
)
SHOWN_ONLY = ("title", "text", "summary", "keywords")
FOUND_BY = ("words", "title_words", "searched")
_LONGEST_FACT = 1_000


def mapping() -> Mapping:
    """The fields of an index."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.meta("_meta", {"layout": LAYOUT})
    made.meta("_source", excludes=list(FOUND_BY))
    made.field("key", "keyword")
    made.field("removed", "boolean")
    made.field("published", "date")
    made.field("url", "keyword", index=False, ignore_above=_LONGEST_FACT)
    made.field("files", "object", enabled=False)
    for name in FACTS:
        made.field(name, "keyword", ignore_above=_LONGEST_FACT)
    for name in SHOWN_ONLY:
        made.field(name, "text", index=False)
    for name in ("words", "title_words"):
        made.field(name, "text", analyzer="whitespace", index_options="docs", norms=False)
    pairs = {"type": "text", "analyzer": PAIRS, "index_options": "freqs"}
    made.field("searched", "text", analyzer="standard", fields={"pairs": pairs})
    return made


def settings(*, shards: int) -> dict[str, Any]:
    """Settings of a new index: nothing is refreshed until it serves. Copies appear where there are nodes for them."""
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "mapping.total_fields.limit": 100,
    }


def serving_settings() -> dict[str, Any]:
    """Settings of an index that serves: what is written is found within half a second."""
    return {"refresh_interval": "500ms"}
