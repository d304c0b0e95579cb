"""Recipes are learned from invented sites of differing shape, and every page is then read right."""

import re

import pytest

from sites.legacy.articles import LegacyArticle
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from sites.legacy.recipes.learning import Note, learn_recipe
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.recipes.writing import recipe_to_toml
from sites.legacy.sampling import sample_documents
from tests.unit.legacy.captured import Site
from tests.unit.legacy.templates import TEMPLATES, Story, Template, build, stories, words

EACH = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)


def learned(site: Site) -> Recipe:
    with Capture(site.warc()) as capture:
        return learn_recipe(sample_documents(capture))


def learned_watched(site: Site, note: Note) -> tuple[int, Recipe]:
    """How many samples there were, and what was learned from them."""
    with Capture(site.warc()) as capture:
        samples = list(sample_documents(capture))
        return len(samples), learn_recipe(samples, note=note)


def read(site: Site, recipe: Recipe | None = None) -> dict[str, LegacyArticle]:
    with Capture(site.warc()) as capture, Reading(capture, recipe=recipe) as reading:
        return {article.url: article for article in reading.articles()}


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def faults(
    template: Template, truth: dict[str, Story], articles: dict[str, LegacyArticle]
) -> list[tuple[str, str, object]]:
    """What was read wrong: address, fact, and what was read."""
    found: list[tuple[str, str, object]] = []
    for url, story in truth.items():
        article = articles.get(url)
        if article is None:
            found.append((url, "missing", None))
            continue
        if article.title != story.title:
            found.append((url, "title", article.title))
        if article.published is None or article.published.date() != story.day.date():
            found.append((url, "date", article.published))
        found += [
            (url, name, getattr(article, name))
            for name in sorted(template.shows)
            if not _same(getattr(article, name), getattr(story, name))
        ]
        if letters(article.body_text.removeprefix(article.title)) != letters("".join(_told(story))):
            found.append((url, "body", article.body_text))
    return found


def _same(read: object, told: object) -> bool:
    return read == told or (isinstance(told, tuple) and read == told[-1:])


def _told(story: Story) -> list[str]:
    return [line + (f"{len(line)}件" if line in story.table else "") for line in words(story)]


@EACH
def test_every_page_of_a_site_of_no_family_is_read_right(site, template):
    truth = build(site, template, stories(36))

    articles = read(site)

    assert faults(template, truth, articles) == []
    assert {article.reader for article in articles.values()} == {"recipe"}


@EACH
def test_a_tenth_of_odd_pages_does_not_lead_learning_astray(site, template):
    truth = build(site, template, stories(40, seed=2), odd=1)

    articles = read(site)

    assert len(truth) == 36
    assert faults(template, truth, articles) == []
    assert articles.keys() == truth.keys()


@EACH
def test_what_was_learned_reads_the_same_as_the_recipe_that_was_written_out(site, template):
    build(site, template, stories(36, seed=3))
    recipe = learned(site)

    written = read_recipe(recipe_to_toml(recipe))

    assert written == recipe
    assert read(site, written) == read(site)


@EACH
def test_learning_twice_and_from_other_pages_of_the_site_gives_the_same_places(tmp_path, template):
    recipes = []
    for seed in (4, 5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        site = Site(folder)
        build(site, template, stories(40, seed=seed), odd=seed % 2)
        assert learned(site) == learned(site)
        recipes.append(learned(site))

    one, other = (
        [(layout.title, layout.date, layout.body, layout.source) for layout in recipe.layouts] for recipe in recipes
    )
    assert sorted(one) == sorted(other)


def folder_list(name: str, rows: int) -> str:
    """A list as old systems lay it out: a trail without links, then headlines with days beside them."""
    links = "".join(
        f"<tr><td>·</td><td><a href='./2015/t2015042{row}_{row}.html'>某区法院{name}第{row}号文件</a></td><td>2015-04-2{row}</td></tr>"
        for row in range(rows)
    )
    return f"""<html><head><title>{name}--某市某区人民法院</title></head><body><table class='head'><tr><td><font class='name'>某市某区人民法院</font></td></tr>
    </table><table class='main'><tr><td class='where'>当前位置：首页 &gt;&gt; {name}</td></tr><tr><td><table class='list'>{links}</table></td></tr></table>
    <table class='foot'><tr><td>主办：某市某区人民法院　　诉讼服务热线：000000<br>本院保留所有权利，转载请注明出处。</td></tr></table></body></html>"""


COLUMN_PAGES = {"公开制度": 3, "开庭公告": 4, "司法统计": 2, "执行公开": 9}


def test_lists_at_addresses_of_folders_are_learned_as_lists_and_read_as_such(site):
    truth = build(site, TEMPLATES[0], stories(12))
    lists = {f"http://www.qsfy.example/sfgk/{'abcd'[n]}/": each for n, each in enumerate(COLUMN_PAGES.items())}
    for url, (name, rows) in lists.items():
        site.page(url, folder_list(name, rows))

    articles, verdicts = site.read()

    assert {layout.kind for layout in learned(site).layouts if "/sfgk/a" in layout.addresses} == {"list"}
    assert {article.url for article in articles} == set(truth)
    assert {verdicts[url].kind for url in lists} == {"list"}
    assert [verdicts[url].columns for url in lists] == [(name,) for name in COLUMN_PAGES]


def test_a_folder_of_two_articles_is_a_list_and_one_with_a_text_of_its_own_an_article(site):
    text = "本院位于某路一号，下设立案庭、民事审判庭、刑事审判庭和执行局，" * 20
    site.page("http://www.qsfy.example/fygk/", folder_list("法院概况", 2))
    site.page("http://www.qsfy.example/jj/", folder_list("法院简介", 2).replace("<td>·", f"<td><p>{text}</p>·", 1))

    articles, verdicts = site.read()

    assert verdicts["http://www.qsfy.example/fygk/"].kind == "list"
    assert [article.url for article in articles] == ["http://www.qsfy.example/jj/"]


def test_learning_says_after_each_page_and_each_layout_how_far_it_is(site: Site) -> None:
    build(site, TEMPLATES[1], stories(24))
    said: list[tuple[int, int]] = []

    pages, recipe = learned_watched(site, lambda done, total: said.append((done, total)))

    assert recipe.layouts
    assert [done for done, _total in said[:pages]] == list(range(1, pages + 1))
    assert len(said) > pages
    assert {total for _done, total in said} == {2 * pages}
    assert [done for done, _total in said] == sorted({done for done, _total in said})
    assert said[-1] == (2 * pages, 2 * pages)


@pytest.mark.parametrize("after", [0.25, 0.75])
def test_learning_ends_where_whoever_watches_it_ends_it(site: Site, after: float) -> None:
    build(site, TEMPLATES[1], stories(24))
    build(site, TEMPLATES[2], stories(24))
    said: list[float] = []

    def stop(done: int, total: int) -> None:
        said.append(done / total)
        if said[-1] >= after:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        learned_watched(site, stop)
    assert said[-1] < 1
