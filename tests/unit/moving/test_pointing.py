"""Whether a domain leads to this platform."""

from collections.abc import Callable, Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client

from federation.config.health import HealthMiddleware
from federation.courts.proof import CHALLENGE_HEADER, PROOF_HEADER, is_proof, proof_of
from sites.legacy.moving.pointing import Pointing, look_up, pointing

CHALLENGE = "0123456789abcdef" * 2


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Platform(WSGIHandler):
    """The platform's own answer to those who ask for its health, and nothing else of it."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._middleware_chain = HealthMiddleware(lambda _request: HttpResponse(status=404))


@pytest.fixture
def serve() -> Iterator[Callable[..., int]]:
    servers: list[WSGIServer] = []

    def start(application: Callable) -> int:
        server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_domain_that_the_platform_answers_proves_it(serve, settings) -> None:
    settings.PUBLIC_PORT = serve(Platform())

    assert pointing("localhost").here


def test_a_domain_that_another_server_answers_does_not(serve, settings) -> None:
    def another(_environ, start_response):
        start_response("200 OK", [(PROOF_HEADER, "f" * 64)])
        return [b"{}"]

    settings.PUBLIC_PORT = serve(another)

    assert not pointing("localhost").here


def test_a_domain_whose_server_is_silent_or_unknown_does_not(settings) -> None:
    settings.PUBLIC_PORT = 9

    assert not pointing("localhost").here
    assert pointing("no-such-host.invalid") == Pointing((), here=False)
    assert look_up("a" * 70 + ".example") == []


@pytest.mark.parametrize(
    ("addresses", "here"),
    [
        (["192.0.2.7"], True),
        (["192.0.2.7", "192.0.2.8"], True),
        (["192.0.2.9"], False),
        (["192.0.2.7", "192.0.2.9"], False),
    ],
)
def test_where_the_platforms_addresses_are_known_all_of_a_domains_must_be_among_them(
    settings, monkeypatch: pytest.MonkeyPatch, addresses: list[str], here: bool
) -> None:
    settings.PLATFORM_ADDRESSES = ["192.0.2.7", "192.0.2.8"]
    monkeypatch.setattr("sites.legacy.moving.pointing.look_up", lambda _host: addresses)

    assert pointing("www.old.example").here is here


def test_the_platform_signs_challenges_alone(client: Client) -> None:
    answer = client.get("/-/live", headers={CHALLENGE_HEADER: CHALLENGE})
    assert is_proof(answer.headers[PROOF_HEADER], CHALLENGE)
    assert not is_proof(proof_of(CHALLENGE), CHALLENGE[::-1])

    for other in ("", "x" * 32, CHALLENGE * 2):
        assert PROOF_HEADER not in client.get("/-/live", headers={CHALLENGE_HEADER: other}).headers
        assert not is_proof("", other)
