"""Places within pages: kept where something links to them, and links lead there."""

import pytest

from tests.unit.legacy import families
from tests.unit.legacy.captured import Site

HOST = "http://www.xxfy.gov.cn"
FOLDER = f"{HOST}/sfgk/ktgg/201608"
FIRST, SECOND = f"{FOLDER}/t20160811_1.html", f"{FOLDER}/t20160811_2.html"
LINES = "<p>为方便人民群众诉讼，本院公布如下事项，请各方当事人留意。</p>"


def put(site: Site, url: str, number: int, body: str) -> None:
    page = families.trs(number, title=f"第{number}号开庭公告正式发布").replace(
        families.story(number), families.story(number) + body
    )
    site.page(url, page, charset="gb18030")


def bodies(site: Site) -> dict[str, str]:
    articles, _ = site.read()
    return {article.url: article.body_html for article in articles}


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ('<a name="part"></a><p>第二条规定</p>', '<p><a id="part">第二条规定</a></p>'),
        ('<p><a name="part">第二条</a>规定</p>', '<p><a id="part">第二条</a>规定</p>'),
        ('<h3 id="part">第二条 规定</h3>', '<h3><a id="part">第二条</a> 规定</h3>'),
        ('<div id="part"><p>第二条规定</p></div>', '<p><a id="part">第二条规定</a></p>'),
        ('<p id="part"><b>第二条</b>规定</p>', '<p><strong><a id="part">第二条</a></strong>规定</p>'),
        ('<p id="part"><a href="http://a.cn/">网站</a>见此</p>', '<p><a href="http://a.cn/">网站</a><a id="part">见此</a></p>'),
        ('<p id="other" class="x"><a name="part"></a>一二</p>', '<p>一<a id="part">二</a></p>'),
        ('<p id="other" class="x"><a name="part"></a>一 二</p>', '<p>一<a id="part"> 二</a></p>'),
    ],
)  # fmt: skip
def test_a_place_that_its_own_page_links_to_is_kept_around_its_first_words(site, target, kept):
    put(site, FIRST, 1, f'<p>详见<a href="#part">第二条</a>及<a href="#none">别处</a>。</p>{LINES}{target}')

    body = bodies(site)[FIRST]

    assert '<p>详见<a href="#part">第二条</a>及别处。</p>' in body
    assert kept in body
    assert body.count("<a id=") == 1


def test_a_place_of_another_page_is_kept_and_the_link_to_it_has_its_name(site):
    put(site, FIRST, 1, f'{LINES}<p>详见<a href="t20160811_2.html#%E7%AC%AC%E4%BA%8C%E6%9D%A1">另一公告</a>。</p>')
    put(site, SECOND, 2, f'{LINES}<p><a name="第二条"></a>第二条规定</p><p><a name="_Toc123"></a>第三条</p>')

    found = bodies(site)

    assert f'<a href="{SECOND}#%E7%AC%AC%E4%BA%8C%E6%9D%A1">另一公告</a>' in found[FIRST]
    assert '<p><a id="第二条">第二条规定</a></p>' in found[SECOND]
    assert "_Toc" not in found[SECOND]


def test_places_before_and_within_a_table_are_kept_in_its_cells(site):
    table = (
        '<a name="t1"></a><table><tr><td>案号</td><td>时间</td></tr><tr id="r2"><td>甲</td><td>九时</td></tr></table>'
    )
    put(site, FIRST, 1, f'<p><a href="#t1">表一</a><a href="#r2">甲案</a></p>{LINES}{table}')

    body = bodies(site)[FIRST]

    assert '<td><a id="t1">案号</a></td>' in body
    assert '<td><a id="r2">甲</a></td>' in body


def test_two_places_at_one_word_are_both_kept(site):
    put(site, FIRST, 1, f'<p><a href="#a">甲</a><a href="#b">乙</a></p>{LINES}<p id="a"><a name="b"></a>第二条</p>')

    assert '<p><a id="a">第</a><a id="b">二条</a></p>' in bodies(site)[FIRST]


@pytest.mark.parametrize("name", ["a b", 'x"onclick="y', "<b>", "", "x" * 101])
def test_what_is_no_name_is_no_place(site, name):
    quoted = name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    put(site, FIRST, 1, f'<p><a href="#{quoted}">见此</a></p>{LINES}<p id="{quoted}">第二条</p>')

    body = bodies(site)[FIRST]

    assert "<p>见此</p>" in body
    assert "id=" not in body
