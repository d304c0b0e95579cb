"""The text of a recipe: written and read without loss, and refused with every fault at once."""

import time
from contextlib import suppress

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.legacy.recipes.globs import fits, globs_for
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.places import Place, PlaceInvalid
from sites.legacy.recipes.recipe import KINDS, Recipe, RecipeInvalid, RecipeLayout
from sites.legacy.recipes.writing import recipe_to_toml

PLACES = st.lists(st.sampled_from(["div.title > h1", "//div[@id=\"a\" or @id='b']/p", "#zoom", "td[align=center]", "//meta[@name='PubDate']/@content", ".中文"]), max_size=3).map(tuple)  # fmt: skip
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LAYOUTS = st.builds(
    RecipeLayout,
    name=NAMES.filter(str.strip),
    addresses=st.lists(st.sampled_from(["/n/{n}.html", "/**/*", "/d.php?id={n}&c=*"]), min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(KINDS),
    marks=PLACES, title=PLACES, date=PLACES, source=PLACES, author=PLACES, editor=PLACES, columns=PLACES, remove=PLACES,
    body=PLACES.filter(bool),
    pages=st.integers(0, 10_000),
    confidence=st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.builds(Recipe, name=NAMES, hosts=st.lists(NAMES, max_size=2).map(tuple), layouts=st.lists(LAYOUTS, min_size=1, max_size=3, unique_by=lambda layout: layout.name).map(tuple)))  # fmt: skip
def test_any_recipe_comes_back_as_it_was_written(recipe):
    assert read_recipe(recipe_to_toml(recipe)) == recipe


def test_every_part_is_explained_where_it_stands():
    layout = RecipeLayout(
        "文章", ("/n/{n}.html",), title=("h1",), body=("#a",), remove=("div.b",), pages=4, confidence=0.5
    )

    lines = recipe_to_toml(Recipe("某院", ("a.cn",), (layout,))).splitlines()

    stated = [
        position
        for position, line in enumerate(lines)
        if line.startswith(("title", "body", "remove", "addresses", "kind", "hosts"))
    ]
    assert len(stated) == 6
    assert all(lines[position - 1].startswith("# ") for position in stated)


def test_all_faults_are_named_at_once_each_with_its_line_and_what_to_do():
    text = """nam = "x"
[[layouts]]
name = "甲"
addreses = ["/a"]
kind = "story"
[[layouts]]
addresses = ["http://a.cn/b.html"]
title = ["h1:hover", "//div//p"]
date = "span"
pages = -1
remove = ["//*[document('file:///etc/passwd')]"]
"""

    with pytest.raises(RecipeInvalid) as refusal:
        read_recipe(text)

    faults = refusal.value.faults
    for line, words in {
        1: "nam",
        4: "addreses",
        5: "kind",
        7: "以 / 开头",
        8: ":hover",
        9: "date",
        10: "pages",
        11: "document",
    }.items():
        assert any(f"第 {line} 行" in fault and words in fault for fault in faults), (line, words, faults)
    assert any("甲" in fault and "没有页面地址" in fault for fault in faults)
    assert any("没有正文的位置" in fault for fault in faults)
    assert any("没有名称" in fault for fault in faults)
    assert any("只能有一个 //" in fault for fault in faults)


@pytest.mark.parametrize(
    "text",
    ["", "layouts = 3", "[[layouts]]\n" * 61, "a = [" * 5000, "x" * 200_001, "[layouts]\na = 1", '[[layouts]]\naddresses = [1]\nkind = ["article"]\nbody = [[]]',
     "name = 1\nhosts = 2\n[[layouts]]\nname = 3\nconfidence = nan\npages = true\nkind = 4"],
)  # fmt: skip
def test_no_text_breaks_the_reading_of_recipes(text):
    with pytest.raises(RecipeInvalid) as refusal:
        read_recipe(text)

    assert all(fault.strip() for fault in refusal.value.faults)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_recipe_or_refused(text):
    with suppress(RecipeInvalid):
        assert read_recipe(text).layouts


FLAT = "<html><body>" + "<div class='a b'>x<span>y</span></div>" * 29_000 + "</body></html>"
DEEP = (
    "<html><body>"
    + "<div class=q>" * 240
    + "<p class=q>ttt ttttt tttt tttt</p>" * 20_000
    + "</div>" * 240
    + "</body></html>"
)
WIDE = "<html><body>" + ("<div class=q>" * 120 + "<b>x</b>" * 300 + "</div>" * 120) * 140 + "</body></html>"


@pytest.fixture(scope="module")
def worst_pages():
    return [lxml.html.document_fromstring(text) for text in (FLAT, DEEP, WIDE)]


@pytest.mark.parametrize(
    "place",
    ["//*//*//*", "//*[count(//*) > 1]", "//*[.//*[.//*]]", "//*[.//*[contains(., 'z')]]", "//*[* = *]", "//*/..", "//*[ancestor::*//a]", "(//a | /b)//c", "(//a)//b",
     "//*[following-sibling::* and preceding::*]", "//div[descendant::div[descendant::p]]", "document('http://127.0.0.1/')", "//*[document('/etc/passwd')]",
     "//a[re:test(., '(a+)+$')]", "//a[$x]", "//*[id('x')]", "//*[a[b[c[d]]]]", "/html" + "[a]" * 200, "a:has(b)", "a ~ b", "a, b", "*:nth-of-type(3)", "//*[contains(", ""],
)  # fmt: skip
def test_places_that_could_make_reading_slow_or_open_files_are_refused(place):
    with pytest.raises(PlaceInvalid):
        Place(place)


@pytest.mark.parametrize(
    "place",
    ["div.q div.q div.q div.q div.q p.z", "* * * * * * * z", "div > div > div p", "div:nth-of-type(60) span:nth-of-type(50)", "//*[contains(., 'zzz')]", "//*[.//p]", "//*[.//* = 'zzz']",
     "//*[count(.//*) > 3]", "//*[*[*[* = 'z']]]", "//*[contains(translate(normalize-space(.), 'ab', 'c'), 'z') or contains(., 'y')]", "(//div)[3]", "//a | //b | //c"],
)  # fmt: skip
def test_the_places_that_are_allowed_take_seconds_at_most_on_the_worst_of_pages(place, worst_pages):
    began = time.process_time()

    for page in worst_pages:
        Place(place)(page)

    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("/news/{n}.html", "http://a.cn/news/12.html", "http://a.cn/news/x.html"),
        ("/news/{n}.html", "http://a.cn/news/12_3.html", "http://a.cn/news/12.htm"),
        ("/**/{n}.html", "http://a.cn/a/b/c/1.html", "http://a.cn/a/b1.html"),
        ("/**/{n}.html", "http://a.cn/1.html", "http://a.cn/1.html?id=3"),
        ("/d.php?id={n}", "http://www.a.cn/d.php?id=4&PHPSESSID=abcdef0123456789", "http://a.cn/d.php?id=4&cid=1"),
        ("/d.php?id={n}&c=*", "http://a.cn/d.php?c=x&id=4", "http://a.cn/d.php?id=4"),
        ("/a/*/", "http://a.cn/a/b/index.html", "http://a.cn/a/b/c/"),
        ("/", "http://a.cn/index.html", "http://a.cn/a/"),
        ("/新闻/{n}.html", "http://a.cn/%D0%C2%CE%C5/3.html", "http://a.cn/%E6%97%A7/3.html"),
        ("/x/{id}.shtml", "http://a.cn/x/MzAwNDAwMiAOAAA.shtml", "http://a.cn/x/a.shtml"),
    ],
)
def test_an_address_fits_its_glob_in_every_spelling(glob, yes, no):
    assert fits(yes, [glob])
    assert not fits(no, [glob])


def test_the_globs_of_addresses_fit_all_of_them():
    many = [f"http://a.cn/{folder}/{number}.html" for folder in "abcdefghij" for number in (1, 2)]
    named = [f"http://a.cn/n/{name}.html" for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta")]

    assert globs_for(many) == ("/**/{n}.html",)
    assert globs_for(named) == ("/n/*.html",)
    assert all(fits(url, globs_for(many)) for url in many)
    assert globs_for(["http://a.cn/v.php?id=3&c=x"]) == ("/v.php?c=*&id={n}",)


def test_two_layouts_of_one_name_are_refused():
    layout = '[[layouts]]\nname = "甲"\naddresses = ["/a"]\nbody = ["#b"]\n'

    with pytest.raises(RecipeInvalid, match="都叫“甲”"):
        read_recipe(layout * 2)
