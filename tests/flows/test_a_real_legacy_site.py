"""A real site of about 3,000 pages in GB2312, served on loopback under its own name, crawled, and moved into a court's site.

Its text belongs to third parties, so it is read from beside the project and never kept in it.
"""

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.utils import timezone
from lxml import html

from federation.courts.models import CourtSite
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site
from sites.pages.blocks import plain_text
from sites.pages.models import ArticlePage
from tests.legacy_sites import capture, likeness, move_in

ARCHIVE = Path(__file__).parents[3] / "shared/legacy/dedecms-gb2312-site.tar.xz"
HOST = "www.xn--ehv81oxn1a8lb.cn"
LEAST_RIGHT = 0.97
# What mis-decoded GBK looks like: replacement characters, and the letters that UTF-8 read as GBK turns into.
MOJIBAKE = ("\ufffd", "锟斤拷", "鐨勪", "Ã", "ï¿½")


@dataclass(frozen=True)
class Original:
    """An article page as its own template says it: the truth that the import is held against."""

    url: str
    title: str
    day: str
    text: str


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not ARCHIVE.exists():
        pytest.skip(f"{ARCHIVE.name} is third-party material that does not come with the project")
    folder = tmp_path_factory.mktemp("real")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "dedecms_gb2312_site"


@pytest.fixture(scope="module")
def real_capture(site_folder: Path) -> Iterator[Path]:
    """Crawled from the home page; most of its pages are linked from nowhere, so their addresses are given as seeds."""
    pages = sorted(page.relative_to(site_folder).as_posix() for page in site_folder.rglob("*.html"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site_folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield capture(
            f"http://{HOST}/",
            f"{HOST}=127.0.0.1:{server.server_port}",
            site_folder.parent / "real.warc.gz",
            seeds=tuple(f"http://{HOST}/{page}" for page in pages),
        )
    finally:
        server.shutdown()
        server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html", ".htm": "text/html"}

    def log_message(self, *_args: object) -> None:
        """Nothing to say."""


def originals(folder: Path) -> Iterator[Original]:
    """Article pages at their own address, in whichever column; further pages of an article are part of its text."""
    for file in sorted(folder.rglob("[0-9]*.html")):
        if file.stem.isdigit() and (tree := parsed(file)).xpath("//div[@class='arc']//h1"):
            parts = [tree, *(parsed(part) for part in sorted(file.parent.glob(f"{file.stem}_*.html")))]
            yield Original(
                url=f"http://{HOST}/{file.relative_to(folder).as_posix()}",
                title=tree.xpath("string(//div[@class='arc']//h1)").strip(),
                day=tree.xpath("string(//div[@class='resource'])").rpartition("发布时间：")[2].strip()[:10],
                text="".join(part.xpath("string(//div[@class='arc']//div[@class='content']//td)") for part in parts),
            )


def parsed(file: Path):
    return html.document_fromstring(file.read_bytes().decode("gb18030", "replace"))


def test_it_moves_in_whole(
    real_capture: Path,
    site_folder: Path,
    chaoyang: CourtSite,
    inside: Callable,
    settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with inside(chaoyang):
        report = move_in(real_capture)
        addresses = list(OldAddress.objects.values_list("url", flat=True))
        totals = report.totals
        truth = list(originals(site_folder))
        wrong = [fault for original in truth if (fault := fault_of(original))]
        texts = {page.pk: page.title + plain_text(page.body) for page in ArticlePage.objects.all()}
        broken = [pk for pk, text in texts.items() if any(sign in text for sign in MOJIBAKE[1:])]

    assert len(truth) > 800
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(truth), wrong[:20]
    assert broken == []
    assert len(addresses) == len(set(addresses)) > 3000
    assert sum(totals.values()) == len(addresses) == report.addresses - report.spellings
    print(f"{len(truth) - len(wrong)} of {len(truth)} articles right; {totals}")


def fault_of(original: Original) -> tuple[object, ...] | None:
    """What is wrong with the imported page of an article, or None."""
    old = OldAddress.objects.filter(key=key_on_site(original.url)).select_related("page").first()
    if old is None or old.page is None or not isinstance(page := old.page.specific, ArticlePage):
        return (original.url, "no page", old and old.outcome)
    day = timezone.localtime(page.published_at).date().isoformat()
    alike = likeness(plain_text(page.body), original.text)
    if " ".join(page.title.split()) == " ".join(original.title.split()) and day == original.day and alike >= 0.95:
        return None
    return (original.url, page.title, original.title, day, original.day, round(alike, 3))
