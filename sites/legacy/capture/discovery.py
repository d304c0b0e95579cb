"""Which addresses an answer leads to, and which of them are not to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from .addresses import Scope, join_address, looks_endless
from .failures import Reason
from .journal import Found, Visit
from .links import base_of_html, links_in_css, links_in_feed, links_in_html, links_in_robots, links_in_script
from .wire import WireResponse

MOST_HOPS = 500
"""Links from the start page. Lists are walked page by page, so a long list lies deep; a calendar has no end."""
MOST_REDIRECTS = 20
MOST_LINKS = 20_000
"""References followed from one page."""
LONGEST_READ = 8 * 1024 * 1024
"""Bytes of one page in which links are looked for."""
LONGEST_KEPT = 8192
"""Characters; longer addresses are not even recorded as refused."""


def found_on(visit: Visit, response: Response, wire: WireResponse, scope: Scope) -> list[Found]:
    """Addresses that an answer leads to, each once: the target of its redirect, and the links of its body within scope."""
    found = {each.address: each for each in redirects_on(visit, wire, scope)}
    for address in _linked(visit, response, scope):
        if address not in found:
            found[address] = _judge_link(visit, address)
    return list(found.values())


def redirects_on(visit: Visit, wire: WireResponse, scope: Scope) -> list[Found]:
    """The target of an answer's redirect alone."""
    return [_judge_redirect(visit, target, scope) for target in _redirect_targets(visit, wire)]


def redirect_target(visit: Visit, wire: WireResponse) -> str | None:
    """Where a redirect leads, in wire form; None if the answer is none, or leads to no http(s) address."""
    locations = wire.head.values("location")
    if not 300 <= wire.head.status < 400 or not locations:
        return None
    # Bytes that are not ASCII stay what they are, whichever encoding the server meant.
    reference = "".join(char if char < "\x7f" else f"%{ord(char):02X}" for char in locations[0])
    return join_address(visit.address, reference)


def _redirect_targets(visit: Visit, wire: WireResponse) -> Iterator[str]:
    target = redirect_target(visit, wire)
    if target is not None and len(target) <= LONGEST_KEPT:
        yield target


def _judge_redirect(visit: Visit, target: str, scope: Scope) -> Found:
    redirects = visit.redirects + 1
    if not scope.covers(target):
        reason: str | None = Reason.OTHER_HOST
    elif redirects > MOST_REDIRECTS:
        reason = Reason.REDIRECT_LOOP
    else:
        reason = looks_endless(target)
    return Found(target, visit.hops, redirects, reason)


def _judge_link(visit: Visit, address: str) -> Found:
    hops = visit.hops + 1
    reason = Reason.TOO_DEEP if hops > MOST_HOPS else looks_endless(address)
    return Found(address, hops, reason=reason)


def _linked(visit: Visit, response: Response, scope: Scope) -> Iterator[str]:
    if not isinstance(response, TextResponse):
        return
    if len(response.body) > LONGEST_READ:
        response = response.replace(body=response.body[:LONGEST_READ])
    text = response.text
    base = visit.address
    if isinstance(response, HtmlResponse) and (reference := base_of_html(text)):
        base = join_address(base, reference, encoding=response.encoding) or base
    for reference in islice(_references(response, text), MOST_LINKS):
        address = join_address(base, reference, encoding=response.encoding)
        if address and len(address) <= LONGEST_KEPT and scope.covers(address):
            yield address


def _references(response: TextResponse, text: str) -> Iterator[str]:
    if isinstance(response, HtmlResponse):
        return links_in_html(text)
    if isinstance(response, XmlResponse):
        return links_in_feed(text)
    kind = (response.headers.get("Content-Type") or b"").lower()
    path = response.url.partition("?")[0].lower()
    if b"css" in kind or path.endswith(".css"):
        return links_in_css(text)
    if b"javascript" in kind or path.endswith(".js"):
        return links_in_script(text)
    return links_in_robots(text) if path.endswith("/robots.txt") else iter(())
