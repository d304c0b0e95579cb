import pytest

from sites.legacy.captures import Capture
from sites.legacy.reading import Reading
from tests.unit.legacy import families

HOME = "http://www.xxfy.gov.cn/"


def article(number: int, title: str = "") -> str:
    return families.php(number, title=title or f"本院第{number}次新闻发布会召开")


def verdicts(site) -> dict:
    return site.read()[1]


@pytest.mark.parametrize(
    "html",
    [
        "<title>提示信息</title><body>您访问的页面不存在!<a href=/>返回首页</a></body>",
        "<title>404 Not Found</title><body><h1>Not Found</h1></body>",
        "<title>系统提示</title><body><p>对不起,该信息已被删除。</p></body>",
    ],
)
def test_an_error_that_calls_itself_a_success_is_a_failure(site, html):
    site.page(HOME + "n/9.html", html)

    verdict = verdicts(site)[HOME + "n/9.html"]

    assert (verdict.kind, "实为不存在" in verdict.reason) == ("failed", True)


def test_an_article_about_a_page_that_was_gone_is_an_article(site):
    notice = "<p>因系统升级,本院网站部分栏目无法访问,给您带来不便,敬请谅解。升级完成后将另行公告,请以本院公告为准。</p>"
    site.page(HOME + "n/1.shtml", families.chinacourt(1, title="关于网站维护的公告", body=notice))

    assert verdicts(site)[HOME + "n/1.shtml"].kind == "article"


def test_redirects_of_every_kind_point_to_what_stands_for_their_target(site):
    target = HOME + "public/detail.php?id=1"
    site.page(target, article(1))
    site.page(HOME + "old", "", status="301 Moved", Location="/older")
    site.page(HOME + "older", "", status="302 Found", Location=target)
    site.page(HOME + "meta.html", f"<meta http-equiv=refresh content='0; url={target}'>")
    site.page(HOME + "script.html", f"<script>window.location.href='{target}'</script>")

    found = verdicts(site)

    for path in ("old", "older", "meta.html", "script.html"):
        assert (found[HOME + path].kind, found[HOME + path].of) == ("redirected", target)


def test_a_loop_of_redirects_ends(site):
    site.page(HOME + "a", "", status="301 Moved", Location="/b")
    site.page(HOME + "b", "", status="301 Moved", Location="/a")

    assert {verdict.kind for verdict in verdicts(site).values()} == {"redirected"}


def test_frames_and_drawn_text_are_flagged(site):
    site.page(HOME + "index.htm", "<frameset cols='20%,*'><frame src=left.htm><frame src=main.htm></frameset>")
    site.page(
        HOME + "drawn.html", "<title>公告</title><body><div id=x></div><script>document.write(text)</script></body>"
    )

    found = verdicts(site)

    assert (found[HOME + "index.htm"].kind, found[HOME + "index.htm"].of) == ("skipped", HOME + "main.htm")
    assert "由脚本生成" in found[HOME + "drawn.html"].reason


def test_files_are_assets_even_if_the_server_calls_them_pages(site):
    site.page(HOME + "a.css", "x{}", content_type="text/css")
    site.page(HOME + "a.doc", b"\xd0\xcf\x11\xe0rest", content_type="text/html")
    site.page(HOME + "gone.html", "x", status="404 Not Found")

    found = verdicts(site)

    assert [found[HOME + name].kind for name in ("a.css", "a.doc", "gone.html")] == ["asset", "asset", "failed"]


def test_an_article_under_several_addresses_is_one_article(site):
    for path in ("public/detail.php?id=1", "other/detail.php?id=77"):
        site.page(HOME + path, article(1))
    site.answers.insert(0, (HOME + "public/detail.php?id=1&PHPSESSID=0a1b", *site.answers[0][1:]))

    articles, found = site.read()

    assert len(articles) == 1
    assert "PHPSESSID" not in articles[0].url
    assert sorted(verdict.kind for verdict in found.values()) == ["article", "duplicate", "duplicate"]


def test_a_copy_on_one_page_folds_into_an_article_on_three(site):
    for page in (1, 2, 3):
        name = "5" if page == 1 else f"5_{page}"
        site.page(HOME + f"fydt/{name}.html", families.dedecms(5, title="法院开放日活动举行", page=page, pages=3))
    whole = "".join(families.story(50 + page) for page in (1, 2, 3))
    site.page(HOME + "xw/77.html", families.dedecms(5, title="法院开放日活动举行").replace(families.story(51), whole))

    articles, found = site.read()

    assert len(articles) == 1
    assert [verdict.kind for verdict in found.values()].count("duplicate") == 3


def test_notices_with_one_title_and_different_texts_stay_apart(site):
    for number in (1, 2, 3):
        site.page(HOME + f"public/detail.php?id={number}", article(number, title="开庭公告"))

    assert len(site.read()[0]) == 3


def test_every_captured_address_has_exactly_one_verdict(site):
    site.page(
        HOME,
        families.listing(
            "要闻", {f"/public/detail.php?id={number}": f"新闻发布会第{number}次召开" for number in range(1, 6)}
        ),
    )
    for number in range(1, 6):
        site.page(HOME + f"public/detail.php?id={number}", article(number))
    site.page(HOME + "public/detail.php?id=5&from=timeline", article(5))
    site.page(HOME + "broken.html", "")

    with Capture(site.warc()) as capture, Reading(capture) as reading:
        given = [verdict.url for verdict in reading.verdicts()]

        assert given == [address.url for address in capture]
        assert len(reading) == sum(verdict.kind == "article" for verdict in reading.verdicts())
        assert next(iter(reading.verdicts())).kind == "list"
