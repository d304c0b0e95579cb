"""Which blocks around a body are the article's text."""

import json

import pytest

from sites.legacy.cleaning import blocks_around, clean_body
from sites.legacy.documents import parse_document
from sites.legacy.readers.general import GeneralReader
from sites.legacy.weighing.choosing import chosen, traits_of
from sites.legacy.weighing.trees import WEIGHTS, Trees, learned

STORY = "".join(
    f"<p>The court heard the parties in public session on day {day}, and the clerk read out what each of them had filed before.</p>"
    for day in range(1, 9)
)
PAGE = """<html><head><title>Notice of the court</title></head><body><div class="nav"><a href="/">Home</a></div>
<div class="page"><h1>Notice of the court</h1><div class="content">{inside}</div>
<div class="more"><p>Subscribe to our newsletter and share this article with your friends.</p></div></div></body></html>"""


def read(inside: str):
    document = parse_document(PAGE.format(inside=inside), "http://court.example.cn/a/1.html")
    reading = GeneralReader().read(document)
    assert reading is not None
    assert reading.seconded is not None
    return document, reading


def cleaned(inside: str):
    document, reading = read(inside)
    return clean_body(reading.body, document, title=reading.title, drop=reading.drop, seconded=reading.seconded)


def test_the_story_is_kept_and_what_asks_to_subscribe_is_not():
    text = cleaned(STORY).text

    assert text.count("The court heard the parties") == 8
    assert "newsletter" not in text


@pytest.mark.parametrize(
    "precious",
    [
        "<table><tr><th>Fee</th><th>Sum</th></tr><tr><td>Filing</td><td>50</td></tr></table>",
        '<p><img src="/scan.jpg" width="600" height="800"></p>',
        '<p><a href="/form.doc">form.doc</a></p>',
        '<video src="/hearing.mp4"></video>',
    ],
)
def test_tables_pictures_files_and_films_of_a_body_are_never_given_up(precious: str):
    body = cleaned(STORY + precious)

    assert any(sign in body.html for sign in ("<table>", "scan.jpg", "form.doc", "hearing.mp4"))


def test_files_around_a_body_are_its_own_only_where_their_block_is():
    document, reading = read(f"{STORY}<p><a href='/form.doc'>form.doc</a></p>")
    page = document.root.find(".//div[@class='more']")
    page.append(page.makeelement("a", {"href": "/terms.pdf"}))

    body = clean_body(reading.body, document, title=reading.title, drop=reading.drop, seconded=reading.seconded)

    assert [file.url for file in body.attachments] == ["http://court.example.cn/form.doc"]


def test_where_the_model_would_give_up_much_of_what_rules_find_the_rules_decide():
    words, ruled, nothing = [10, 10, 10], [True, True, False], [False] * 3

    assert chosen([0.9, 0.1, 0.9], words, ruled, nothing) == ruled
    assert chosen([0.9, 0.9, 0.9], words, ruled, nothing) == [True, True, True]
    assert chosen([0.9, 0.1, 0.1], words, ruled, [False, True, False]) == [True, True, False]


def test_every_trait_that_was_learned_from_is_measured():
    document, reading = read(STORY)
    rows = traits_of(blocks_around(reading, document), title=reading.title, document=document)

    assert rows
    assert all(set(learned().traits) == set(row) for row in rows)


def test_trees_are_walked_from_their_limits():
    stump = Trees(("size",), ([[0, 2.0, 1, 2], -3.0, 3.0],))

    below, above = stump.likelihoods([{"size": 2.0}, {"size": 2.5}])
    assert below == pytest.approx(0.0474, abs=1e-4)
    assert above == pytest.approx(0.9526, abs=1e-4)


def test_the_shipped_weights_are_whole():
    stored = json.loads(WEIGHTS.read_text("utf-8"))

    assert len(stored["trees"]) == 400
    assert len(stored["traits"]) > 100
