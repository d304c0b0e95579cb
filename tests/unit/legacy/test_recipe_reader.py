"""Pages read by a recipe that an operator gave."""

import pytest

from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import read_recipe
from tests.unit.legacy import families
from tests.unit.legacy.captured import Site
from tests.unit.legacy.templates import TEMPLATES, build, stories

SOUP = TEMPLATES[1]
RECIPE = """hosts = ["qf.example.gov.cn"]
[[layouts]]
name = "文章"
addresses = ["/web/content/{n}.shtml"]
title = ["div.a-t"]
date = ["span.never", "span.d"]
body = ["div.a-c"]
"""


def read(site: Site, text: str) -> tuple[dict[str, LegacyArticle], dict[str, Verdict]]:
    with Capture(site.warc()) as capture, Reading(capture, recipe=read_recipe(text)) as reading:
        articles = {article.url: article for article in reading.articles()}
        return articles, {verdict.url: verdict for verdict in reading.verdicts()}


def test_what_a_recipe_leaves_out_is_found_by_the_general_rules(site):
    truth = build(site, SOUP, stories(4))

    articles, _ = read(site, RECIPE)

    for url, story in truth.items():
        article = articles[url]
        assert (article.title, article.reader) == (story.title, "recipe")
        assert article.published is not None
        assert article.published.date() == story.day.date()
        assert (article.author, article.editor, article.columns) == (story.author, story.editor, story.columns)


def test_what_stands_at_a_place_to_remove_is_no_text(site):
    build(site, SOUP, stories(1))

    with_tip, _ = read(site, RECIPE)
    without, _ = read(site, RECIPE + 'remove = ["div.a-c > div:nth-of-type(2)"]\n')

    (url,) = with_tip
    assert stories(1)[0].lines[0] in with_tip[url].body_text
    assert stories(1)[0].lines[0] not in without[url].body_text


@pytest.mark.parametrize(("kind", "verdict"), [("list", "list"), ("ignore", "skipped")])
def test_pages_that_a_recipe_sets_aside_are_no_articles_however_much_they_look_like_it(site, kind, verdict):
    truth = build(site, SOUP, stories(5))

    articles, verdicts = read(site, RECIPE.replace('name = "文章"', f'name = "留言"\nkind = "{kind}"'))

    assert articles == {}
    assert {verdicts[url].kind for url in truth} == {verdict}


def test_a_given_recipe_goes_before_the_reader_of_a_known_family(site):
    url = "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml"
    site.page(url, families.chinacourt(1, title="本院诉讼服务公告正式发布"))
    text = '[[layouts]]\nname = "文章"\naddresses = ["/article/detail/**/{n}.shtml"]\ntitle = ["div.detail_bigtitle"]\ndate = ["span.time"]\nsource = ["div.compile"]\nbody = ["div.detail_txt"]\n'

    articles, _ = read(site, text)

    assert articles[url].reader == "recipe"
    assert articles[url].title == "本院诉讼服务公告正式发布"


def test_a_page_that_has_hardly_anything_of_its_layout_is_left_to_the_general_rules(site):
    build(site, SOUP, stories(4))
    site.page("http://qf.example.gov.cn/web/content/99.shtml", f"<title>另一种网页的标题</title><h1>另一种网页的标题</h1><p>发布时间:2019-02-03</p><div class='a-c'></div><div>{families.story(9, 6)}</div>")  # fmt: skip

    articles, _ = read(site, RECIPE)

    other = articles["http://qf.example.gov.cn/web/content/99.shtml"]
    assert other.title == "另一种网页的标题"
    assert other.body_text.startswith("第9则")


def test_a_page_of_another_address_is_read_by_the_layout_whose_places_it_has_all(site):
    build(site, SOUP, stories(4))
    site.page("http://old.example.gov.cn/kept/a-page.htm", SOUP.page(stories(9)[8]))

    articles, _ = read(
        site, RECIPE.replace('date = ["span.never", "span.d"]', 'date = ["span.d"]\nsource = ["span.o"]')
    )

    assert articles["http://old.example.gov.cn/kept/a-page.htm"].source == stories(9)[8].source


def test_a_page_too_large_for_places_is_still_read(site):
    url = "http://qf.example.gov.cn/web/content/1.shtml"
    story = stories(1)[0]
    site.page(url, SOUP.page(story).replace('<div class="c-r">', '<div class="c-r">' + "<i></i>" * 61_000))

    articles, _ = read(site, RECIPE)

    assert articles[url].reader != "recipe"
    assert articles[url].title == story.title
