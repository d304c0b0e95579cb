"""Switching the domain of a court's site, and back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from federation.courts.caching import LONGEST
from federation.courts.domains import switch_domain
from federation.courts.errors import DomainRefused
from federation.courts.models import CourtSite, Domain
from federation.courts.signals import court_domain_changed
from search.documents.models import Document
from sites.pages.models import HomePage
from tests.pages import publish_article

Inside = Callable[..., Any]


def domains(site: CourtSite) -> dict[str, bool]:
    return dict(Domain.objects.filter(tenant=site).values_list("domain", "is_primary"))


def test_links_search_and_wagtails_site_follow_the_new_domain(chaoyang: CourtSite, inside: Inside) -> None:
    with inside(chaoyang):
        article = publish_article("公告", "正文", slug="notice")
        assert article.full_url == "http://chaoyang.localhost/news/notice/"

    switch = switch_domain(chaoyang, to="www.CYQFY.example", aliases=["m.cyqfy.example"])

    assert (switch.before, switch.after) == ("chaoyang.localhost", "cyqfy.example")
    assert domains(chaoyang) == {"chaoyang.localhost": False, "cyqfy.example": True, "m.cyqfy.example": False}
    with inside(chaoyang):
        assert Site.objects.get().hostname == "cyqfy.example"
        assert HomePage.objects.get().full_url == "http://cyqfy.example/"
    assert Document.objects.get(key=f"京0105:{article.pk}").url == "http://cyqfy.example/news/notice/"
    assert Client(HTTP_HOST="cyqfy.example").get("/news/notice/").status_code == 200


def test_switching_back_undoes_it_all(chaoyang: CourtSite, inside: Inside) -> None:
    before = domains(chaoyang)
    switch = switch_domain(chaoyang, to="cyqfy.example", aliases=["m.cyqfy.example"])

    back = switch_domain(chaoyang, to=switch.before, drop=switch.added)

    assert domains(chaoyang) == before
    assert back.dropped == ("cyqfy.example", "m.cyqfy.example")
    assert Client(HTTP_HOST="cyqfy.example").get("/").status_code == 404


def test_a_domain_of_another_court_or_of_the_portal_is_refused_and_nothing_changes(
    chaoyang: CourtSite, portal: CourtSite
) -> None:
    before = domains(chaoyang)
    for taken in ("fengtai.localhost", portal.domain):
        with pytest.raises(DomainRefused, match="已由"):
            switch_domain(chaoyang, to="cyqfy.example", aliases=[taken])
    with pytest.raises(DomainRefused, match="不是有效的域名"):
        switch_domain(chaoyang, to="http://cyqfy.example/")
    assert domains(chaoyang) == before


def test_when_what_follows_fails_nothing_has_happened(chaoyang: CourtSite) -> None:
    def fail(**kwargs: object) -> None:
        raise ZeroDivisionError

    before = domains(chaoyang)
    court_domain_changed.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            switch_domain(chaoyang, to="cyqfy.example")
    finally:
        court_domain_changed.disconnect(fail)
    assert domains(chaoyang) == before


def test_the_other_court_keeps_its_domain_and_documents(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Inside
) -> None:
    with inside(fengtai):
        article = publish_article("公告", "正文", slug="notice")
    version = Document.objects.get(key=f"京0106:{article.pk}").version

    switch_domain(chaoyang, to="cyqfy.example")

    assert domains(fengtai) == {"fengtai.localhost": True}
    assert Document.objects.get(key=f"京0106:{article.pk}").version == version
    with inside(fengtai):
        assert Site.objects.get().hostname == "fengtai.localhost"


def test_no_process_remembers_for_longer_than_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.set("domain", "old", timeout=3600)
    cache.set("for ever", "old", timeout=None)
    cache.set("brief", "old", timeout=1)
    assert cache.get("domain") == cache.get("for ever") == cache.get("brief") == "old"

    now = time.time()
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now + 2)
    assert (cache.get("brief"), cache.get("domain")) == (None, "old")
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now + LONGEST + 1)
    assert cache.get("domain") is cache.get("for ever") is None
