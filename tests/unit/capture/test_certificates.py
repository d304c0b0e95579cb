"""A server must prove to be the one that it says it is, unless the operator lets it pass, which is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.order import CaptureOrder, Outcome, Route
from sites.legacy.capture.progress import report
from sites.legacy.capture.running import capture_site

from .archived import records, statuses, why_not
from .conftest import write_certificate
from .served import Site

COURT, FILES = "court.invalid", "files.court.invalid"


@pytest.fixture
def safe(serve: Callable[..., Site], expired_certificate: Path) -> Site:
    """A site over TLS whose certificate is its own and out of date."""
    return serve({"/": b'<a href="/a.html">', "/a.html": b"a"}, certificate=expired_certificate)


@pytest.fixture
def order(safe: Site, order_for: Callable[..., CaptureOrder]) -> Callable[..., CaptureOrder]:
    route = Route(COURT, "127.0.0.1", safe.port)
    return lambda **changes: order_for(safe, **({"url": f"https://{COURT}/", "routes": (route,)} | changes))


def fields_of(path: Path) -> list[dict[str, str]]:
    with path.open("rb") as stream:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(stream)]


def opening_of(path: Path) -> str:
    with path.open("rb") as stream:
        return next(iter(ArchiveIterator(stream))).content_stream().read().decode()


def test_a_site_whose_certificate_is_not_valid_is_refused_in_one_clear_line(safe: Site, order: Any) -> None:
    with pytest.raises(CaptureError) as refusal:
        capture_site(order())

    line = str(refusal.value)
    assert f"{COURT} 的证书无效：证书是自签的" in line
    assert "--insecure-tls" in line
    assert "\n" not in line
    assert safe.asked == [], "nothing was sent to a server that is not believed"


def test_one_host_without_a_valid_certificate_costs_its_own_addresses_alone(
    serve: Any, safe: Site, order_for: Any
) -> None:
    site = serve({"/": f'<a href="https://{FILES}/a.html"><a href="/b.html">'.encode(), "/b.html": b"b"})
    routes = (Route(FILES, "127.0.0.1", safe.port), Route(COURT, "127.0.0.1", site.port))
    order = order_for(site, url=f"http://{COURT}/", routes=routes, extra_hosts=(FILES,))

    summary = capture_site(order)

    assert why_not(order.out) == {f"https://{FILES}/a.html": "certificate"}
    assert summary.failures == {"certificate": 1}
    assert statuses(order.out)["/b.html"] == 200
    detail = next(record.body for record in records(order.out) if record.kind == "metadata").decode()
    assert f"fetchFailureDetail: {FILES} 的证书无效" in detail
    assert "certificate: 1" in report(summary)


def test_the_operator_may_let_it_pass_and_archive_and_report_say_so(order: Any) -> None:
    believing = order(verify_tls=False)

    summary = capture_site(believing)

    assert summary.outcome is Outcome.FINISHED
    assert statuses(believing.out) == {"/": 200, "/a.html": 200}
    assert list(summary.certificates) == [COURT]
    assert f"证书无效但仍抓取：{COURT}（证书是自签的）" in report(summary)
    assert "certificates: faulty ones accepted" in opening_of(believing.out)
    responses = [fields for fields in fields_of(believing.out) if fields["WARC-Type"] == "response"]
    assert all(fields["X-Certificate-Fault"] == "证书是自签的" for fields in responses)


@pytest.mark.parametrize("verify_tls", [True, False])
def test_a_valid_certificate_is_believed_and_nothing_is_recorded(
    serve: Any, order_for: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verify_tls: bool
) -> None:
    certificate = write_certificate(tmp_path / "valid.pem", COURT, begins=datetime.now(UTC) - timedelta(hours=1))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site = serve({"/": b"home"}, certificate=certificate)
    route = Route(COURT, "127.0.0.1", site.port)
    order = order_for(site, url=f"https://{COURT}/", routes=(route,), verify_tls=verify_tls)

    summary = capture_site(order)

    assert (summary.pages, summary.certificates) == (1, {})
    assert not any("X-Certificate-Fault" in fields for fields in fields_of(order.out))


def test_what_was_refused_is_fetched_once_it_is_let_pass_and_remembered_in_later_runs(
    serve: Any, safe: Site, order_for: Any
) -> None:
    site = serve({"/": f'<a href="https://{FILES}/a.html">'.encode()})
    routes = (Route(FILES, "127.0.0.1", safe.port), Route(COURT, "127.0.0.1", site.port))
    changes = {"url": f"http://{COURT}/", "routes": routes, "extra_hosts": (FILES,)}
    capture_site(order_for(site, **changes))

    allowed = capture_site(order_for(site, **changes, verify_tls=False))
    again = capture_site(order_for(site, **changes))

    assert (allowed.pages, allowed.failures) == (2, {})
    assert again.already_finished
    assert list(again.certificates) == [FILES]


def test_the_command_has_the_option_and_without_it_says_what_is_wrong(safe: Site, tmp_path: Path, capsys: Any) -> None:
    arguments = [
        "capture_site", "--url", f"https://{COURT}/", "--out", str(tmp_path / "site.warc.gz"), "--delay", "0",
        "--resolve", f"{COURT}=127.0.0.1:{safe.port}", "--allow-private", "127.0.0.1/32",
    ]  # fmt: skip
    with pytest.raises(CommandError, match="的证书无效"):
        call_command(*arguments)

    call_command(*arguments, "--insecure-tls")

    assert "证书无效但仍抓取" in capsys.readouterr().out
