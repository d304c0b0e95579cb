"""The tests' own platform over real HTTP, for browsers: the sites of the tests' database, served from threads of this process."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from tests.moving import on_this_machine

SignIn = Callable[..., Page]
PATIENCE = 60_000  # milliseconds: a machine that runs other tests too is slow


@pytest.fixture
def port(committed: None, files_of_its_own: None, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port at which every site answers. Names below localhost lead to this machine, here as in a browser."""
    monkeypatch.setattr("sites.legacy.moving.pointing.look_up", on_this_machine)
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.PUBLIC_PORT, settings.PLATFORM_ADDRESSES = server.port, ["127.0.0.1"]
    yield server.port
    server.terminate()


@pytest.fixture
def sign_in(browser: Browser, port: int) -> Iterator[SignIn]:
    """Opens a window of somebody who has signed in at a host."""
    contexts = []
    expect.set_options(timeout=PATIENCE)

    def signed_in(host: str, username: str, password: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://{host}:{port}/admin/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        return page

    yield signed_in
    for context in contexts:
        context.close()
