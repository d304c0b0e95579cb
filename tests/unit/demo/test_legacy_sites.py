"""The demonstration's legacy sites: the same every time, whole, and as their manifest says."""

import http.client
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

from deploy.demo.legacy_sites import build_legacy_sites
from deploy.demo.serve_legacy import ServedSite, read_sites, serve_legacy_sites

DEAD_ON_PURPOSE = "/public/detail.php?id=9999"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("legacy")
    build_legacy_sites(folder)
    return folder


@pytest.fixture(scope="module")
def manifest(folder) -> list[dict]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["sites"]


@pytest.fixture(scope="module")
def sites(folder) -> dict[str, ServedSite]:
    return read_sites(folder)


@pytest.fixture(scope="module")
def port(folder) -> Iterator[int]:
    with serve_legacy_sites(folder) as port:
        yield port


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


def fetch(port: int, url: str, **headers: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", address_of(url), headers={"Host": urlsplit(url).netloc, **headers})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def address_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def page_text(site: ServedSite, address: str) -> str:
    path = site.find(address)
    assert path is not None, address
    return path.read_bytes().decode("gb18030" if site.encoding == "gb2312" else site.encoding)


def reachable(site: ServedSite, start: str) -> tuple[set[str], set[str]]:
    """Follow every link of the site from its home page: the addresses that are answered, and those that are not."""
    waiting, answered, dead = [start], set(), set()
    while waiting:
        url = waiting.pop()
        address = site.redirects.get(address_of(url), address_of(url))
        path = site.file_at(address)
        (answered if path else dead).add(address_of(url))
        if path is None or path.suffix not in {".html", ".shtml"}:
            continue
        for link in links_of(page_text(site, address), urljoin(url, address)):
            if urlsplit(link).netloc == urlsplit(start).netloc and address_of(link) not in answered | dead:
                waiting.append(link)
    return answered, dead


def links_of(page: str, base: str) -> Iterator[str]:
    for link in re.findall(r'(?:href|src|data-original)="([^"]+)"|url=([^"]+)"', page):
        target = unescape(link[0] or link[1])
        if not target.startswith(("javascript:", "mailto:", "#")):
            yield urldefrag(urljoin(base, target)).url


def files_below(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_give_the_same_bytes_and_dates(folder, tmp_path):
    build_legacy_sites(tmp_path)

    first, second = files_below(folder), files_below(tmp_path)
    first.pop("manifest.json")
    assert (tmp_path / "manifest.json").read_bytes() == (folder / "manifest.json").read_bytes()
    second.pop("manifest.json")
    assert first == second


def test_the_three_sites_are_of_three_families_one_in_gbk_and_one_addressed_by_query(manifest):
    assert [site["family"] for site in manifest] == ["chinacourt", "trs", "php"]
    assert [site["encoding"] for site in manifest] == ["utf-8", "gb2312", "utf-8"]
    assert all("?id=" in article["url"] for article in manifest[2]["articles"])
    assert all(60 <= len(site["articles"]) <= 100 for site in manifest)


def test_every_link_inside_a_site_resolves_but_the_one_that_is_dead_on_purpose(manifest, sites):
    dead = {address for site in manifest for address in reachable(sites[site["host"]], site["start_url"])[1]}

    assert dead == {DEAD_ON_PURPOSE}


def test_every_article_with_its_files_and_copies_is_reached_from_the_home_page(manifest, sites):
    for site in manifest:
        answered, _ = reachable(sites[site["host"]], site["start_url"])
        for article in site["articles"]:
            files = [file["url"] for file in article["images"] + article["attachments"]]
            assert {address_of(url) for url in [article["url"], *files, *article["other_urls"]]} <= answered


def test_pages_declare_the_encoding_they_are_written_in(folder, manifest):
    for site in manifest:
        for path in (folder / site["host"]).rglob("*html"):
            raw = path.read_bytes()
            assert re.search(rb'charset="?([\w-]+)', raw).group(1).decode() == site["encoding"]
            raw.decode("gb18030" if site["encoding"] == "gb2312" else site["encoding"])


def test_the_gbk_site_uses_characters_that_gb2312_does_not_have(manifest, sites):
    editors = "".join(article["editor"] for article in manifest[1]["articles"])

    assert "喆" in editors
    assert "䶮" in editors
    with pytest.raises(UnicodeEncodeError):
        editors.encode("gb2312")


def test_every_page_says_that_it_is_a_demonstration(folder):
    for path in folder.rglob("*html"):
        raw = path.read_bytes()
        assert "演示数据".encode() in raw or "演示数据".encode("gb18030") in raw


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_manifest_tells_what_the_pages_show(manifest, sites):
    for site in manifest:
        for article in site["articles"]:
            further = [url for url in article["other_urls"] if "/page/" in url]
            pages = [page_text(sites[site["host"]], address_of(url)) for url in [article["url"], *further]]
            shown = squeezed("".join(html.fromstring(page).text_content() for page in pages))
            assert squeezed(article["title"]) in shown
            assert all(squeezed(line) in shown for line in article["text"].splitlines())
            assert all(squeezed(article[field]) in shown for field in ("source", "author", "editor"))


def test_the_opinion_is_on_every_site(manifest):
    for site in manifest:
        [opinion] = [
            article for article in site["articles"] if article["title"] == "最高人民法院关于进一步深化司法公开的意见"
        ]
        assert opinion["published"].startswith("2018-11-20")
        assert opinion["text"].startswith("法发〔2018〕20号\n")
        assert "\n31.加强法治宣传教育。" in opinion["text"]


def test_attachments_open(manifest, sites):
    for site in manifest:
        for article in site["articles"]:
            for attachment in article["attachments"]:
                path = sites[site["host"]].find(address_of(attachment["url"]))
                check_opens(path.suffix, path.read_bytes())


def check_opens(suffix: str, content: bytes) -> None:
    if suffix == ".pdf":
        assert content.startswith(b"%PDF-1.4")
        assert content.endswith(b"%%EOF\n")
        start = int(content.split(b"startxref\n")[1].split()[0])
        assert content[start:].startswith(b"xref")
        return
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            etree.fromstring(package.read(name))


def test_a_page_in_gbk_is_served_without_a_charset_and_one_in_utf8_with_it(port):
    assert fetch(port, "http://www.xqqfy.example/").headers["Content-Type"] == "text/html"
    assert fetch(port, "http://www.cyqfy.example/").headers["Content-Type"] == "text/html; charset=utf-8"


def test_attachments_named_in_gbk_are_served(port, manifest):
    named = [attachment["url"] for article in manifest[1]["articles"] for attachment in article["attachments"]]

    assert any("%C1%A2%B0%B8" in url for url in named)  # 立案 in GBK
    assert {fetch(port, url).status for url in named} == {200}


def test_a_query_is_answered_by_its_identity_alone(port, manifest):
    url = manifest[2]["articles"][0]["url"]

    assert fetch(port, f"{url}&PHPSESSID=1").body == fetch(port, url).body


def test_an_address_of_the_former_system_redirects(port, manifest):
    article = next(article for article in manifest[2]["articles"] if article["other_urls"])

    answer = fetch(port, article["other_urls"][0])

    assert answer.status == 301
    assert urljoin(article["url"], answer.headers["Location"]) == article["url"]


def test_a_missing_article_is_a_soft_404_and_a_missing_path_a_hard_one(port):
    soft = fetch(port, f"http://zyqfy.hncourt.example{DEAD_ON_PURPOSE}")

    assert (soft.status, "页面不存在" in soft.body.decode()) == (200, True)
    assert fetch(port, "http://zyqfy.hncourt.example/nothing").status == 404
    assert fetch(port, "http://zyqfy.hncourt.example/../manifest.json").status == 404
    assert fetch(port, "http://www.elsewhere.example/").status == 404


def test_an_unchanged_page_is_not_sent_again(port, manifest):
    url = manifest[0]["articles"][0]["url"]
    first = fetch(port, url)

    assert fetch(port, url, **{"If-None-Match": first.headers["ETag"]}).status == 304
    assert fetch(port, url, **{"If-Modified-Since": first.headers["Last-Modified"]}).status == 304
