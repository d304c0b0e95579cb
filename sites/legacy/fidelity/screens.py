"""Original and new page side by side, as a browser shows them: pictures for the report and on demand."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from federation.courts.models import CourtSite
from federation.domain.errors import FederationError
from sites.legacy.fidelity.loopback import DRAFT, proxy_for
from sites.legacy.models import ImportedArticle
from sites.legacy.sources.base import Source

WIDTH, HEIGHT = 1280, 2200
SECONDS = 40
SAMPLE = 12
PICTURES_OF_AN_ARTICLE = 2


class ScreensUnavailable(FederationError):
    """There is no browser, or it took no picture."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two pictures of one article, as paths relative to the folder of the report."""

    title: str
    url: str
    score: float | None
    original: str
    new: str


def take_side_by_side(
    source: Source,
    articles: Iterable[ImportedArticle],
    *,
    site: CourtSite,
    folder: Path,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[SideBySide]:
    """Take pictures of articles and their pages into `folder`/side. Pages that are drafts are shown as such.

    `progress` is told after each picture how many there are, and may raise to end it. Raises ScreensUnavailable.
    """
    (folder / "side").mkdir(parents=True, exist_ok=True)
    pairs: list[SideBySide] = []
    with proxy_for(source, court_host=site.domain, schema=site.schema_name) as proxy:
        for row in articles:
            if row.page is None:
                continue
            original, new = f"side/{row.pk}-original.png", f"side/{row.pk}-new.png"
            path = row.page.url if row.page.live else f"{DRAFT}{row.page_id}/"
            _take(row.url.replace("https://", "http://", 1), folder / original, proxy)
            progress(len(pairs) * PICTURES_OF_AN_ARTICLE + 1)
            _take(f"http://{site.domain}{path}", folder / new, proxy)
            pairs.append(SideBySide(row.title, row.url, row.score, original, new))
            progress(len(pairs) * PICTURES_OF_AN_ARTICLE)
    return pairs


def sample(count: int = SAMPLE) -> Iterator[ImportedArticle]:
    """Half of them the worst, half spread over all the others."""
    rows = ImportedArticle.objects.filter(page__isnull=False, score__isnull=False).select_related("page")
    worst = list(rows.order_by("score", "key")[: count // 2])
    yield from worst
    others = rows.exclude(pk__in=[row.pk for row in worst]).order_by("key")
    step = max(1, others.count() // max(1, count - len(worst)))
    yield from others[::step][: count - len(worst)]


def _take(address: str, file: Path, proxy: str) -> None:
    if not settings.CHROMIUM:
        raise ScreensUnavailable(
            _("没有找到 Chromium，不能截图。请安装 chromium，或用环境变量 CHROMIUM 指明它的位置。")
        )
    with tempfile.TemporaryDirectory() as profile:
        command = [settings.CHROMIUM, *_FLAGS, *_flags_for(profile, proxy, file), address]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  no shell
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ScreensUnavailable(
                _("截图 %(address)s 失败：%(error)s") % {"address": address, "error": error}
            ) from error
    if not file.exists():
        raise ScreensUnavailable(
            _("截图 %(address)s 失败：%(error)s")
            % {"address": address, "error": done.stderr.decode(errors="replace").strip()[-500:]}
        )


_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
    "--proxy-bypass-list=<-loopback>",
)  # fmt: skip


def _flags_for(profile: str, proxy: str, file: Path) -> list[Any]:
    """Flags of one run. A browser that runs as root refuses its sandbox."""
    return [
        f"--user-data-dir={profile}",
        f"--proxy-server=http://{proxy}",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--screenshot={file}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
