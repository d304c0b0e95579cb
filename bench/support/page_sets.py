"""Public sets of real pages with what stands on them: where each comes from, and how its truth is read.

None of them is part of the project. Fetch those wanted into one folder, each under the name of its repository:

    git clone --depth 1 https://github.com/mozilla/readability
    git clone --depth 1 https://github.com/scrapinghub/article-extraction-benchmark
    git clone --depth 1 https://github.com/Murrough-Foley/web-content-extraction-benchmark
    git clone --depth 1 https://github.com/immortal-autumn/Chinese-Web-Content-Extraction-Dataset
    git clone --depth 1 https://github.com/adbar/htmldate
"""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_LINKED = re.compile(rb"""(?:href|src|content)\s*=\s*["']?https?://([\w.-]+)""", re.I)
_STATED = re.compile(
    rb"""<link[^>]+canonical[^>]+href=["']?https?://([\w.-]+)|og:url["'][^>]+content=["']?https?://([\w.-]+)"""
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "edu", "ac"})
_SHARED_HOSTS = re.compile(
    rb"google|gstatic|facebook|twitter|baidu|jquery|cloudflare|amazonaws|doubleclick|w3\.org|schema\.org|ogp\.me"
)


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page as captured and what stands on it; None where the set does not say. `day` is YYYY-MM-DD, "" for no date."""

    name: str
    url: str
    site: str
    html: bytes
    title: str | None
    day: str | None
    body: str | None

    @property
    def held_out(self) -> bool:
        """Whether this page's site is of the half that rules are never looked at against."""
        return hashlib.sha256(self.site.encode()).digest()[0] % 2 == 1


def page_sets(folder: Path) -> Iterator[tuple[str, list[TruePage]]]:
    """The sets that are in a folder, by name."""
    for name, (repository, pages) in _SETS.items():
        if (folder / repository).is_dir():
            yield name, list(pages(folder / repository))


def _readability(folder: Path) -> Iterator[TruePage]:
    for case in sorted((folder / "test/test-pages").iterdir()):
        facts = json.loads((case / "expected-metadata.json").read_text())
        yield _page(
            name=case.name,
            html=(case / "source.html").read_bytes(),
            title=facts.get("title") or None,
            day=(facts.get("publishedTime") or "")[:10] or None,
            body=plain_text((case / "expected.html").read_text()),
        )


def _scrapinghub(folder: Path) -> Iterator[TruePage]:
    for name, truth in json.loads((folder / "ground-truth.json").read_text()).items():
        html = gzip.decompress((folder / f"html/{name}.html.gz").read_bytes())
        yield _page(name=name, url=truth["url"], html=html, body=truth["articleBody"])


def _wcxb(folder: Path) -> Iterator[TruePage]:
    """Its pages of the type article, of both of its splits."""
    for path in sorted(folder.glob("*/ground-truth/*.json")):
        case = json.loads(path.read_text())
        truth = case.get("ground_truth") or {}
        if case["_internal"]["page_type"]["primary"] == "article" and truth.get("main_content"):
            day = truth.get("publish_date") or ""
            yield _page(
                name=path.stem,
                url=case.get("url") or "",
                html=gzip.decompress((path.parent.parent / f"html/{path.stem}.html.gz").read_bytes()),
                title=truth.get("title") or None,
                day=day if len(day) == len("2000-01-01") else None,
                body=truth["main_content"],
            )


def _chinese(folder: Path) -> Iterator[TruePage]:
    for path in sorted((folder / "original").glob("*.html")):
        stated = (folder / f"date/{path.stem}.txt").read_text(errors="replace")
        day = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", stated.strip())
        yield _page(
            name=path.stem,
            html=path.read_bytes(),
            day=f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None,
            body=(folder / f"cleaned/{path.stem}.txt").read_text(errors="replace"),
        )


def _htmldate(folder: Path) -> Iterator[TruePage]:
    for path in sorted((folder / "tests").glob("eval_*.json")):
        for url, truth in json.loads(path.read_text()).items():
            files = (folder / "tests" / place / truth["file"] for place in ("cache", "eval", "test_set"))
            found = next((file for file in files if file.exists()), None)
            if found is not None and isinstance(truth["date"], str):
                yield _page(name=truth["file"], url=url, html=found.read_bytes(), day=truth["date"])


_SETS: dict[str, tuple[str, Callable[[Path], Iterator[TruePage]]]] = {
    "readability": ("readability", _readability),
    "article-extraction-benchmark": ("article-extraction-benchmark", _scrapinghub),
    "WCXB, articles": ("web-content-extraction-benchmark", _wcxb),
    "Chinese": ("Chinese-Web-Content-Extraction-Dataset", _chinese),
    "htmldate": ("htmldate", _htmldate),
}


def plain_text(html: str) -> str:
    """The text of HTML, a line a block."""
    from lxml.html import fromstring

    from sites.legacy.flows import rebuild, text_lines

    if not html.strip():
        return ""
    return "\n".join(line for block in rebuild(fromstring(f"<div>{html}</div>")) for line in text_lines(block))


def _page(*, name: str, html: bytes, url: str = "", **truth: Any) -> TruePage:
    site = _domain(urlsplit(url).hostname or _host(html) or name)
    known = {"title": None, "day": None, "body": None, **truth}
    return TruePage(name=name, url=url or f"http://page.invalid/{name}.html", site=site, html=html, **known)


def _host(html: bytes) -> str:
    """The host that a page without an address says it is of, or links to most."""
    if (stated := _STATED.search(html)) is not None:
        return (stated[1] or stated[2]).decode()
    linked = Counter(host for host in _LINKED.findall(html) if not _SHARED_HOSTS.search(host))
    return linked.most_common(1)[0][0].decode() if linked else ""


def _domain(host: str) -> str:
    labels = host.lower().split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-kept:])
