"""After an import, every address that a capture of the demonstration's legacy sites holds is answered."""

from collections import Counter
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from federation.courts.models import CourtSite
from sites.legacy.sources.opening import open_source
from tests.legacy_sites import CapturedSite, move_in


def ask(visitor: Client, url: str) -> tuple[int, str]:
    """Status and target, asked with the very bytes of a captured address."""
    parts = urlsplit(url)
    path = unquote_to_bytes(parts.path or "/").decode("latin-1")
    answer = visitor.get("/", PATH_INFO=path, QUERY_STRING=parts.query)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("family", ["chinacourt", "trs", "php"])
def test_every_captured_address_leads_to_something_that_stands_or_is_gone_with_a_word(
    captured_sites: dict[str, CapturedSite],
    family: str,
    court: CourtSite,
    visitor: Client,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    move_in(captured_sites[family].capture)
    with open_source(captured_sites[family].capture) as source:
        urls = [address.url for address in source]

    answers = {url: ask(visitor, url) for url in urls}
    targets = {target: visitor.get(target).status_code for _status, target in answers.values() if target}

    unanswered = {url: answer for url, answer in answers.items() if answer[0] not in (301, 410)}
    # The new site has a home page and rules for crawlers of its own.
    assert {urlsplit(url).path for url, (status, _target) in unanswered.items() if status == 200} <= {
        "",
        "/",
        "/robots.txt",
    }
    assert {url: status for url, (status, _target) in unanswered.items() if status != 200} == {}
    assert len(urls) > 100
    assert {target: status for target, status in targets.items() if status != 200} == {}
    assert Counter(status for status, _target in answers.values())[301] > 0.5 * len(urls)
