"""A small legacy site that changes between two imports."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from federation.courts.models import CourtSite
from sites.legacy.importing.outcomes import ImportReport
from sites.legacy.models import ImportedArticle
from sites.pages.models import ArticlePage
from tests.legacy_sites import move_in
from tests.unit.legacy.captured import Site
from tests.unit.legacy.families import chinacourt, listing, story

HOST = "http://www.xxfy.gov.cn"
COLUMN = "法院要闻"
OLD = "院内通知"
"""A column of the legacy site that nobody has decided about yet."""
LIST = f"{HOST}/article/index/id/Mz.shtml"


@dataclass
class LegacySite:
    """Articles by number; every one is written, captured and imported anew by `bring_in`."""

    folder: Path
    titles: dict[int, str] = field(default_factory=dict)
    bodies: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    others: list[tuple[str, str | bytes, dict[str, str]]] = field(default_factory=list)

    def article(self, number: int, title: str = "", body: str = "", column: str = COLUMN) -> None:
        self.titles[number] = title or f"关于第{number}项工作的通知"
        self.bodies[number] = body or story(number)
        self.columns[number] = column

    def other(self, url: str, body: str | bytes, **answer: str) -> None:
        """Anything else that the site answers with."""
        self.others.append((url if "://" in url else HOST + url, body, answer))

    def capture(self) -> Path:
        site = Site(self.folder)
        links = {address(number): title for number, title in self.titles.items()}
        site.page(f"{HOST}/", listing("首页", links))
        site.page(LIST, listing("法院要闻", links))
        for number, title in self.titles.items():
            page = chinacourt(number, title=title, body=self.bodies[number])
            site.page(address(number), page.replace(COLUMN, self.columns[number]))
        for url, body, answer in self.others:
            site.page(url, body, **answer)
        return site.warc()

    def bring_in(self, *, publish: bool = True) -> ImportReport:
        return move_in(self.capture(), publish=publish)


def address(number: int) -> str:
    return f"{HOST}/article/detail/2018/11/id/{number}.shtml"


def imported(number: int) -> ImportedArticle:
    return ImportedArticle.objects.select_related("page").get(url=address(number))


def page_of(number: int) -> ArticlePage:
    return ArticlePage.objects.get(pk=imported(number).page_id)


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def court(fengtai: CourtSite, inside: Callable[[CourtSite], AbstractContextManager[None]]) -> Iterator[CourtSite]:
    """Inside its schema."""
    with inside(fengtai):
        yield fengtai


@pytest.fixture
def legacy(tmp_path: Path, court: CourtSite) -> LegacySite:
    """A legacy site with three articles."""
    site = LegacySite(tmp_path)
    for number in (1, 2, 3):
        site.article(number)
    return site


@pytest.fixture
def moved_in(legacy: LegacySite) -> LegacySite:
    for number in (1, 2, 3):
        legacy.article(number, column=OLD)
    legacy.bring_in()
    return legacy
