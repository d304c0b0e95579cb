"""SQL for the documents that answer: a chain of common table expressions that ends in `matched`."""

from dataclasses import dataclass
from typing import NamedTuple

from search.backends.postgres.frequencies import meaning_weight, phrase_weight
from search.backends.postgres.tsquery import (
    full_query,
    meaning_query,
    phrase_query,
    title_query,
    voting_query,
    whole_title_query,
)
from search.documents.models import DOCUMENT_TABLE
from search.facets import FACETS, Facet
from search.folding import clean
from search.query.question import Phrase, Question
from search.query.relaxing import deciding, needed_weight
from search.types import Query

MAX_MATCHED = 10_000
"""Documents that are counted; of more it is only said that there are more."""

MAX_RANKED = 1_000
"""Documents that are ranked."""


class Bounds(NamedTuple):
    """How many documents are looked at: `matched` to be counted, `ranked` to be put in order, `titled` that hold all in
    their title, `votes` for all words of a loosened question together, of which each has at least `least` and at most `most`.
    """

    matched: int
    ranked: int
    titled: int
    votes: int
    least: int
    most: int


USUAL = Bounds(MAX_MATCHED, MAX_RANKED, titled=2_000, votes=30_000, least=1_000, most=10_000)
HURRIED = Bounds(matched=1_000, ranked=200, titled=200, votes=2_000, least=100, most=1_000)
"""What is left for a question that could not be answered in time as usual."""

_FACTS = """key, published, fingerprint, court, court_name, level, province, year, "column", catalogue_item, column_type,
    language, file_types"""

_HOLD_BACK = "(0.75 + 0.25 * length / 150)"
"""Long documents hold many words by chance. A usual one has about 150 different words."""

MAX_BESIDE = 6
"""Expansions that are looked for beside the words, at the cost of a word each."""

TITLED = 10
"""What a document wins in rank whose title is the question: more than all else can bring."""

BY_BITMAPS = (("enable_indexscan", "off"),)
"""Of common words the planner thinks that some documents are found soon by going through the newest. But every one of them
must then be fetched with all its words, while the inverted index knows them already."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """`sql` defines `matched` (key, published, and what is counted) and `pool` (keys of those worth ranking).

    `cut_short` is an SQL expression: whether more documents answer than were looked at. `worth` is one over `matched`,
    where it is already known how much of the question a document holds: a share of all that it wants. `settings` are those
    of the planner.
    """

    sql: str
    params: tuple[object, ...]
    cut_short: str
    worth: str = ""
    settings: tuple[tuple[str, str], ...] = BY_BITMAPS


def holding_all(question: Question, query: Query, bounds: Bounds) -> Candidates:
    """Documents that hold every word. Worth ranking are the newest of those that do so in their title, and of all."""
    found, params = _found(query)
    lacking, excluded = ("AND words @@ %s::tsquery", (full_query(question),)) if question.excluded else ("", ())
    sql = f"""
        matched AS MATERIALIZED ({found} AND words @@ %s::tsquery LIMIT {bounds.matched + 1}),
        titled AS MATERIALIZED ({found} AND title_words @@ %s::tsquery {lacking} LIMIT {bounds.titled}),
        pool AS MATERIALIZED (
            (SELECT key FROM titled ORDER BY published DESC, key LIMIT {bounds.ranked // 2})
            UNION
            (SELECT key FROM matched ORDER BY published DESC, key LIMIT {bounds.ranked // 2})
            UNION
            (SELECT key FROM ({found} AND title_words @@ %s::tsquery {lacking} LIMIT {bounds.ranked // 2}) AS so_titled)
        )"""
    titles = (*params, title_query(question), *excluded, *params, whole_title_query(question), *excluded)
    return Candidates(sql, (*params, full_query(question), *titles), _more_than(bounds.matched))


def newest(question: Question, query: Query, bounds: Bounds) -> Candidates:
    """The newest documents that hold every word; of a question without words, simply the newest."""
    found, params = _found(query)
    words = full_query(question)
    holding, asked = ("AND words @@ %s::tsquery", (words,)) if words else ("", ())
    sql = f"""
        matched AS MATERIALIZED (
            {found} {holding} ORDER BY published DESC, key LIMIT {bounds.matched + 1}
        ),
        pool AS MATERIALIZED (SELECT key FROM matched)"""
    return Candidates(sql, (*params, *asked), _more_than(bounds.matched), settings=())


def holding_most(question: Question, query: Query, shares: dict[str, float], bounds: Bounds) -> Candidates:
    """Documents that hold words of enough weight of a loosened question, with every quoted phrase.

    Only the deciding words are looked up, and the weightiest expansions. Each document found gets their weight as votes, and
    the best voted are looked at for the other words. The more words there are, the fewer documents may vote for each.
    """
    found, params = _found(query)
    weighed = _weighed(question, shares)
    weights = [part.weight for part in weighed]
    near = _weighed_expansions(question, shares)
    voting = weighed[: deciding(weights)] + near
    vote = f"(SELECT key, %s::float AS weight FROM ({found} AND words @@ %s::tsquery LIMIT %s) AS found)"
    held = " + ".join("%s * (words @@ %s::tsquery)::int" for _ in weighed + near)
    sql = f"""
        votes AS MATERIALIZED (
            SELECT key FROM ({" UNION ALL ".join(vote for _ in voting)}) AS votes
            GROUP BY key ORDER BY sum(weight) DESC, key LIMIT {bounds.ranked}
        ),
        looked_at AS MATERIALIZED (
            SELECT {_FACTS}, ts_filter(words, '{{a,b,c,d}}') AS words, title_words @@ %s::tsquery AS titled
            FROM votes JOIN {DOCUMENT_TABLE} USING (key)
        ),
        matched AS MATERIALIZED (
            SELECT * FROM (SELECT {_FACTS}, titled, {held} AS held, length(words) AS length FROM looked_at) AS held
            WHERE held >= %s
        ),
        pool AS MATERIALIZED (SELECT key FROM matched)"""
    most = max(bounds.least, min(bounds.most, bounds.votes // len(voting)))
    votes = [each for part in voting for each in (part.weight, *params, voting_query(part.forms, question), most)]
    holding = [each for part in weighed + near for each in (part.weight, part.query)]
    return Candidates(
        sql,
        (*votes, whole_title_query(question), *holding, needed_weight(weights)),
        cut_short=f"(SELECT count(*) >= {bounds.ranked} FROM votes)",
        worth=f"({TITLED} * titled::int + held / {sum(weights)} / {_HOLD_BACK})::float",
    )


def _more_than(number: int) -> str:
    return f"(SELECT count(*) > {number} FROM matched)"


class _Part(NamedTuple):
    """What is looked for, as any of these phrases."""

    weight: float
    query: str
    forms: tuple[Phrase, ...]


def _weighed(question: Question, shares: dict[str, float]) -> list[_Part]:
    """What is wanted, the weightiest first."""
    weighed = [
        _Part(
            meaning_weight(each, question, shares),
            meaning_query(each, question),
            (each, *question.standing_for(each)),
        )
        for each in question.wanted
    ]
    return sorted(weighed, key=lambda part: -part.weight)


def _weighed_expansions(question: Question, shares: dict[str, float]) -> list[_Part]:
    """What is looked for beside the words, the weightiest first. What stands for words is looked for with them."""
    beside = (each for each in question.expansions if not each.stands_for)
    weighed = [
        _Part(each.weight * phrase_weight(each.phrase, shares), phrase_query(each.phrase), (each.phrase,))
        for each in beside
    ]
    return sorted(weighed, key=lambda part: -part.weight)[:MAX_BESIDE]


def _found(query: Query) -> tuple[str, tuple[object, ...]]:
    """Documents that pass the filters of the query, and the parameters for it."""
    selected = [facet for facet in FACETS if facet.selection(query)]
    conditions = [(_holds(facet), _storable(facet.selection(query))) for facet in selected] + _published(query)
    filters = "".join(f" AND {condition}" for condition, _ in conditions)
    sql = f"SELECT {_FACTS} FROM {DOCUMENT_TABLE} WHERE NOT removed{filters}"
    return sql, tuple(value for _, value in conditions)


def _published(query: Query) -> list[tuple[str, object]]:
    bounds = (("published >= %s", query.published_since), ("published < %s", query.published_before))
    return [(condition, bound) for condition, bound in bounds if bound]


def _holds(facet: Facet) -> str:
    return f"{facet.list_field} && %s::text[]" if facet.list_field else f'"{facet.name}" = ANY(%s)'


def _storable(values: tuple[str, ...] | tuple[int, ...]) -> list[str | int]:
    return [clean(value) if isinstance(value, str) else value for value in values]
