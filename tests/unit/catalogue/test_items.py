import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from federation.catalogue.items import GROUPS, ITEMS, UnknownItem, item, owed_by
from federation.domain.courts import Level

OPINION = Path(__file__).parents[4] / "shared" / "seed" / "opinion-2018-20.zh-hans.txt"


def test_there_are_45_items_as_many_an_article_as_the_opinion_has():
    assert len(ITEMS) == 45
    assert {group.article: len(group.items) for group in GROUPS} == {4: 7, 5: 12, 6: 7, 7: 4, 8: 4, 9: 3, 10: 8}


def test_items_stand_in_the_order_of_the_opinion_and_are_numbered_through():
    assert [(entry.article, entry.number) for entry in ITEMS] == [
        (group.article, number) for group in GROUPS for number in range(1, len(group.items) + 1)
    ]
    assert [entry.code for entry in ITEMS] == [f"{entry.article}.{entry.number}" for entry in ITEMS]


@pytest.mark.skipif(not OPINION.exists(), reason="the text of the opinion lies outside the repository")
def test_headings_and_names_are_the_words_of_the_opinion():
    text = OPINION.read_text(encoding="utf-8")
    headings = dict(re.findall(r"^(\d+)\. 深化(.+?)公开。", text, re.MULTILINE))
    articles = text.partition("4. 深化")[2].partition("11. 建立完善")[0]

    names = re.findall(r"^(?:- )?\(\d+\) (.+?)[；。]$", articles, re.MULTILINE)

    assert [entry.name for entry in ITEMS] == names
    assert {group.article: group.heading for group in GROUPS} == {
        article: headings[str(article)] for article in range(4, 11)
    }


def test_no_two_items_have_one_name():
    assert len({entry.name for entry in ITEMS}) == 45


def test_an_item_is_found_by_its_code():
    found = item("4.1")

    assert (found.article, found.number, found.name) == (4, 1, "机构设置")


@pytest.mark.parametrize("code", ["", "3.1", "4.0", "4.8", "11.1", "4.01", "机构设置"])
def test_a_code_that_the_opinion_does_not_have_is_refused(code):
    with pytest.raises(UnknownItem):
        item(code)


def test_an_item_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        item("4.1").name = "别的"


def test_the_supreme_court_owes_every_item():
    assert owed_by(Level.SUPREME) == ITEMS


def test_other_courts_owe_all_but_what_only_higher_courts_make():
    every = {entry.code for entry in ITEMS}

    assert every - {entry.code for entry in owed_by(Level.HIGH)} == {"4.2", "4.3"}
    assert every - {entry.code for entry in owed_by(Level.INTERMEDIATE)} == {"4.2", "4.3", "8.3"}
    assert every - {entry.code for entry in owed_by(Level.BASIC)} == {"4.2", "4.3", "8.3"}
