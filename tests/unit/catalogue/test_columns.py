import re
from collections.abc import Iterable, Iterator

import pytest

from federation.catalogue.columns import ColumnType, ExpectedColumn, expected_columns
from federation.catalogue.items import owed_by
from federation.domain.courts import Level

each_level = pytest.mark.parametrize("level", list(Level))


def all_of(columns: Iterable[ExpectedColumn]) -> Iterator[ExpectedColumn]:
    for column in columns:
        yield column
        yield from all_of(column.children)


def items_of(level: Level) -> list[str]:
    return [code for column in all_of(expected_columns(level)) for code in column.catalogue_items]


@each_level
def test_every_item_that_a_level_owes_has_a_column(level):
    owed = {item.code for item in owed_by(level)}

    assert owed - set(items_of(level)) == set()


@each_level
def test_no_column_waits_for_what_its_level_does_not_make(level):
    owed = {item.code for item in owed_by(level)}

    assert set(items_of(level)) - owed == set()


@each_level
def test_a_site_has_eight_to_ten_top_columns_with_two_to_six_below_each(level):
    columns = expected_columns(level)

    assert 8 <= len(columns) <= 10
    assert all(2 <= len(column.children) <= 6 for column in columns)
    assert not [below for column in columns for child in column.children for below in child.children]


def test_lower_courts_start_with_fewer_columns():
    supreme, high, intermediate, basic = (len(list(all_of(expected_columns(level)))) for level in Level)

    assert supreme > high > intermediate > basic


@each_level
def test_slugs_and_names_are_unique_among_siblings_and_fit_into_an_address_and_a_menu(level):
    columns = expected_columns(level)

    for siblings in [columns, *(column.children for column in columns)]:
        assert len({column.slug for column in siblings}) == len(siblings)
        assert len({column.name for column in siblings}) == len(siblings)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", column.slug) for column in all_of(columns))
    assert all(len(column.name) == 4 for column in columns)
    assert "feed" not in {column.slug for column in all_of(columns)}


@each_level
def test_every_site_has_news_notices_guides_documents_and_a_description_of_the_court(level):
    assert {column.column_type for column in all_of(expected_columns(level))} == set(ColumnType)


def test_only_the_supreme_court_has_columns_of_interpretations_and_guiding_cases():
    levels = {
        level
        for level in Level
        for column in all_of(expected_columns(level))
        if column.name in {"司法解释", "指导性案例"}
    }

    assert levels == {Level.SUPREME}


def test_a_basic_court_shows_its_tribunals():
    assert "人民法庭" in {column.name for column in all_of(expected_columns(Level.BASIC))}
