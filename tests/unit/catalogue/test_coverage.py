"""How a court stands with an item: by what is public, when it was last, and what is kept back."""

from datetime import date, timedelta

import pytest

from federation.catalogue.coverage import State, Withheld, coverage, covered_share
from federation.catalogue.items import ITEMS, item
from federation.catalogue.obligations import Obligation
from federation.catalogue.terms import TERMS, Form
from search.holdings import Holding

TODAY = date(2026, 11, 24)


def owed(code: str) -> Obligation:
    terms = TERMS[code]
    return Obligation(item(code), terms.limit, terms.renewal_days, terms.forms)


def held(days_ago: int, count: int = 3, *types: str) -> Holding:
    return Holding(count, TODAY - timedelta(days=days_ago), frozenset(types))


@pytest.mark.parametrize(("days_ago", "state"), [(0, State.DUE_SOON), (14, State.DUE_SOON), (15, State.OVERDUE)])
def test_news_is_overdue_after_two_weeks(days_ago: int, state: State) -> None:
    [row] = coverage([owed("4.6")], {"4.6": held(days_ago)}, [], today=TODAY)

    assert row.state == state
    assert row.due == TODAY + timedelta(days=14 - days_ago)


def test_what_was_never_published_is_missing_unless_it_is_withheld() -> None:
    rows = coverage([owed("5.7"), owed("5.8")], {}, [Withheld("5.8", "商业秘密")], today=TODAY)

    assert [row.state for row in rows] == [State.MISSING, State.WITHHELD]
    assert covered_share(rows) == 0


def test_what_is_withheld_counts_against_coverage() -> None:
    [row] = coverage([owed("8.2")], {"8.2": held(10, 3, "pdf")}, [Withheld("8.2", "国家秘密")], today=TODAY)

    assert row.state == State.CURRENT
    assert row.share == covered_share([row]) == 0.75


def test_what_is_overdue_does_not_count() -> None:
    rows = coverage([owed("4.5"), owed("4.6")], {"4.5": held(20), "4.6": held(20)}, [], today=TODAY)

    assert covered_share(rows) == 0.5


def test_a_form_that_is_demanded_and_not_offered_is_named() -> None:
    rows = coverage([owed("5.1"), owed("8.2")], {"5.1": held(5, 1, "pdf"), "8.2": held(5, 1, "ofd")}, [], today=TODAY)

    assert [row.lacking_forms for row in rows] == [(Form.TABLE,), ()]


def test_every_item_has_terms_and_statutory_ones_name_their_rule() -> None:
    assert list(TERMS) == [each.code for each in ITEMS]
    assert {code for code, terms in TERMS.items() if terms.limit.statutory} == {
        "5.3",
        "5.4",
        "5.7",
        "5.8",
        "6.3",
        "8.2",
    }
