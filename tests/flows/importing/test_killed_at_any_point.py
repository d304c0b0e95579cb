"""An import that is killed with SIGKILL, wherever, ends in the state of one that was left alone."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from federation.courts.models import CourtSite
from federation.courts.opening import open_site
from search.documents.models import Document
from sites.legacy.models import ColumnMapping
from tests.flows.importing.conftest import HOST, LegacySite, address
from tests.flows.importing.killed_import import PHASES
from tests.flows.importing.state_of_a_site import state_of_site
from tests.flows.importing.test_files_and_findings import PERSONAL, png
from tests.unit.legacy.families import story

ARTICLES = 48
LEFT_ALONE, KILLED = "京0107", "京0108"
COLUMNS = ("法院要闻", "院内通知", "执行工作", "法治宣传", "机关后勤")
LEFT_OUT = "新闻中心 › 机关后勤"
SEED = 20180918


@dataclass
class TwoSites:
    """Two new court sites, one to import into undisturbed and one whose imports are killed."""

    left_alone: CourtSite
    killed: CourtSite
    capture: Path
    media: Path

    def run(self, site: CourtSite, kill: dict[str, Any] | None) -> subprocess.CompletedProcess[str]:
        """An import in a process of its own."""
        database = connection.settings_dict | {"ENGINE": "django_tenants.postgresql_backend"}
        database |= {"HOST": connection.get_connection_params()["host"], "USER": "postgres"}
        order = {
            "database": {name: database[name] for name in ("ENGINE", "NAME", "HOST", "USER")},
            "schema": site.schema_name,
            "capture": str(self.capture),
            "media": str(self.media),
            "kill": kill,
        }
        command = [sys.executable, "-m", "tests.flows.importing.killed_import", json.dumps(order)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def two_sites(committed: None, tmp_path: Path, settings) -> Iterator[TwoSites]:
    settings.MEDIA_ROOT = tmp_path / "media"
    sites = [open_site(code=code, domain=f"killed-{code[1:]}.localhost") for code in (LEFT_ALONE, KILLED)]
    for site in sites:
        with schema_context(site.schema_name):
            ColumnMapping.objects.create(trail=LEFT_OUT, skip=True, state="confirmed")
    yield TwoSites(*sites, capture=rich_site(tmp_path).capture(), media=tmp_path / "media")
    connection.set_schema_to_public()
    Document.objects.filter(court__in=(LEFT_ALONE, KILLED)).delete()


def rich_site(folder: Path) -> LegacySite:
    """Articles in several columns with links forth and back, pictures and files of which some are the same, and the rest of a site."""
    site = LegacySite(folder)
    for number in range(1, ARTICLES + 1):
        file, picture = number % 9, number % 7
        site.article(
            number,
            body=story(number)
            + f'<p>另见<a href="{(number * 7) % ARTICLES + 1}.shtml">相关通知</a>。</p>'
            + (f'<p><a href="/files/{file}.pdf">表格{file}.pdf</a></p>' if number % 2 else "")
            + (f'<p><img src="/i/{picture}.png" width=300></p>' if number % 3 == 0 else "")
            + (f"<p>{PERSONAL}</p>" if number % 11 == 0 else "")
            + ('<p><img src="/i/lost.png" width=300></p>' if number % 13 == 0 else ""),
            column=COLUMNS[number % len(COLUMNS)],
        )
        if number % 4 == 0:
            site.other(f"/old/{number}.html", "", status="302 Found", Location=address(number))
        if number % 5 == 0:
            site.other(f"/gone/{number}.html", "没有", status="404 Not Found")
    for number in range(9):
        site.other(
            f"/files/{number}.pdf", b"%PDF-1.4 " + bytes([48 + number // 2]) * 4000, content_type="application/pdf"
        )
        site.other(f"/i/{number}.png", png(f"#0{number // 2}0f0f"), content_type="image/png")
    site.other("/css/style.css", "p{}", content_type="text/css")
    site.other("/article/detail/2018/11/id/logo.png", png("white"), content_type="image/png")
    site.other("/files/unused.pdf", b"%PDF-1.4 unused", content_type="application/pdf")
    site.other(f"{HOST.replace('www', 'img')}/gone/5.html", "<html><p>另一个</p></html>")
    return site


def kills(passed_by: dict[str, int]) -> list[dict[str, Any]]:
    """Where to kill, drawn from what an undisturbed import passes by: every phase and moment, and statements all over.

    Each run goes on where the one before was killed, so all kills of a phase share what it passes by.
    """
    draw = random.Random(SEED)
    moments = {
        "articles": ("file", "statement", "commit", "committed", "file", "statement"),
        "settle": ("statement", "commit", "statement", "committed"),
        "links": ("statement", "commit", "statement", "committed"),
    }
    return [
        {
            "phase": phase,
            "moment": moment,
            "number": draw.randint(1, max(1, passed_by[f"{phase} {moment}"] // (len(moments[phase]) + 1))),
        }
        for phase in PHASES
        for moment in moments[phase]
    ]


def test_it_ends_in_the_same_state(two_sites: TwoSites) -> None:
    undisturbed = two_sites.run(two_sites.left_alone, None)
    assert undisturbed.returncode == 0, undisturbed.stderr
    with schema_context(two_sites.left_alone.schema_name):
        expected = state_of_site(LEFT_ALONE)

    points = kills(json.loads(undisturbed.stdout.splitlines()[-1]))
    ended = [two_sites.run(two_sites.killed, kill) for kill in points]
    last = two_sites.run(two_sites.killed, None)

    survived = [
        (point, each.stderr[-2000:]) for point, each in zip(points, ended, strict=True) if each.returncode != -9
    ]
    assert survived == []
    assert last.returncode == 0, last.stderr
    with schema_context(two_sites.killed.schema_name):
        state = state_of_site(KILLED)
    assert len(expected["articles"]) == ARTICLES - ARTICLES // len(COLUMNS)
    for what, value in expected.items():
        assert state[what] == value, what
