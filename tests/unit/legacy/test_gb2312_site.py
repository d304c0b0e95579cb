"""A part of the real GB2312 site. Its texts belong to third parties: they are read here, and never shipped."""

import re
import tarfile
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from tests.unit.legacy.captured import Site

ARCHIVE = Path(__file__).parents[4] / "shared" / "legacy" / "dedecms-gb2312-site.tar.xz"
HOST = "http://www.xn--ehv81oxn1a8lb.cn/"
FOLDERS = (
    "domestic/",
    "mil/",
    "keji/shouji/",
    "quanguo/jilin/",
    "m/domestic/",
    "m/mil/",
    "m/keji/shouji/",
    "m/quanguo/jilin/",
)
PAGE = re.compile(r"/\d+\.html$")

pytestmark = pytest.mark.skipif(not ARCHIVE.exists(), reason=f"the legacy site is not at {ARCHIVE}")


@cache
def pages() -> dict[str, bytes]:
    """The HTML pages of some columns, with their mobile mirror and the site's third copy of each, by path."""
    found = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:  # in the order of the file, or each would be unpacked anew
            path = member.name.removeprefix("./").partition("/")[2]
            if path.endswith(".html") and path.startswith((*FOLDERS, "special/")):
                found[path] = archive.extractfile(member).read()
    names = {path.rpartition("/")[2] for path in found if path.startswith(FOLDERS)}
    return {
        path: body
        for path, body in sorted(found.items())
        if path.startswith(FOLDERS) or path.removeprefix("special/arc-") in names
    }


@cache
def truth() -> dict[str, tuple[str, str, str]]:
    """Title, date and text of every first page on the desktop site, by selectors that only this site has."""
    found = {}
    for path, body in pages().items():
        if PAGE.search(path) and not path.startswith(("m/", "special/")):
            parts = [page(body)]
            for number in range(2, 9):
                later = path.replace(".html", f"_{number}.html")
                parts += [page(pages()[later])] if later in pages() else []
            found[path] = (parts[0][0], parts[0][1], "".join(part[2] for part in parts))
    return found


def page(body: bytes) -> tuple[str, str, str]:
    root = lxml.html.document_fromstring(body.decode("gb18030", "replace"))
    title = root.xpath("string(//div[@class='arc']/div[@class='title']/h1)").strip()
    date = re.search(r"发布时间：(\S+)", root.xpath("string(//div[@class='resource'])"))[1]
    return (
        title,
        date,
        letters("".join(root.xpath("//div[@class='arc']/div[@class='content']//text()[not(parent::script)]"))),
    )


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("gb2312"))
    for path, body in pages().items():
        site.page(HOST + path, body)
    return site.read()


def test_nearly_every_article_has_its_title_date_and_text(reading):
    articles = {address: article for article in reading[0] for address in (*article.pages, *article.copies)}
    wrong = []
    for path, (title, date, text) in truth().items():
        article = articles.get(HOST + path)
        if (
            article is None
            or letters(article.title) != letters(title)
            or article.published.date().isoformat() != date
            or abs(len(letters(article.body_text)) - len(text.removeprefix(letters(title)))) > 0.04 * len(text) + 4
        ):
            wrong.append(path)

    assert len(truth()) > 80
    assert len(wrong) <= 0.01 * len(truth()), wrong


def test_no_article_holds_mojibake_or_an_undecodable_character(reading):
    texts = [article.title + article.body_text for article in reading[0]]

    assert not [text for text in texts if re.search("\ufffd|锟|烫烫|ï¿½|[\x80-\x9f]", text)]


def test_mobile_and_third_copies_fold_and_every_address_is_accounted_for(reading):
    articles, verdicts = reading

    assert len(verdicts) == len(pages())
    assert len(articles) <= len(truth()) + 6
    assert {verdict.kind for verdict in verdicts.values()} <= {"article", "duplicate", "list", "skipped"}
    split = [article for article in articles if len(article.pages) > 1]
    assert split
    assert all(len(article.copies) >= len(article.pages) for article in split if "/m/" not in article.url)
