"""One database a worker, with the portal, the templates and two court sites in it, made once a session."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django_tenants.utils import schema_context

from federation.accounts.creating import create_account
from federation.courts.models import CourtSite, Domain
from federation.courts.opening import open_site
from federation.courts.portal_site import ensure_portal
from federation.courts.schemas import build_templates
from search.documents.models import Document
from search.suggesting.models import Related
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from tests.unit.ledger.chains import forget_chain

pytest_plugins = [
    "tests.elasticsearch_server",
    "tests.search_documents",
    "tests.legacy_sites",
    "tests.moving",
    "tests.browser.serving",
]
CHAOYANG, FENGTAI = "京0105", "京0106"
PASSWORD = "a password for tests"


@pytest.fixture(scope="session", autouse=True)
def _no_proxy() -> None:
    """Traffic of the tests goes to loopback, whatever the machine's proxy settings say."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
        ensure_portal()
        build_templates()
        for code, domain in ((CHAOYANG, "chaoyang.localhost"), (FENGTAI, "fengtai.localhost")):
            site = open_site(code=code, domain=domain)
            with schema_context(site.schema_name):
                create_account(username="administrator", role="administrator", password=f"{PASSWORD} {code}")
                create_account(username="editor", role="editor", password=f"{PASSWORD} {code}")
        create_account(username="platform", role="administrator", password=PASSWORD)
        connection.close()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _back_to_public() -> Iterator[None]:
    """No test leaves its schema behind, nor what its process remembered of rows that were rolled back."""
    yield
    connection.set_schema_to_public()
    cache.clear()


@pytest.fixture(autouse=True)
def _as_the_operator(request: pytest.FixtureRequest) -> Iterator[None]:
    """What tests publish by themselves, the operator publishes. An account that acts in an admin is held to the review all the
    same, and with the mark `reviewed` so is the test."""
    if "reviewed" in request.keywords:
        yield
        return
    with publishing_as(Release.Ground.OPERATOR):
        yield


@pytest.fixture
def chaoyang(db: None) -> CourtSite:
    return CourtSite.objects.get(court_id=CHAOYANG)


@pytest.fixture
def fengtai(db: None) -> CourtSite:
    return CourtSite.objects.get(court_id=FENGTAI)


@pytest.fixture
def inside() -> Callable[[CourtSite], AbstractContextManager[None]]:
    """`with inside(site):` runs in a court's schema."""
    return lambda site: schema_context(site.schema_name)


@pytest.fixture
def inside_chaoyang(chaoyang: CourtSite) -> Iterator[None]:
    """The whole test runs in the schema of 朝阳."""
    with schema_context(chaoyang.schema_name):
        yield


@pytest.fixture
def browse() -> Callable[..., Client]:
    """A client of one site, signed in when a user name is given."""

    def client(site: CourtSite, username: str = "") -> Client:
        visitor = Client(HTTP_HOST=site.domain)
        if username:
            password = PASSWORD if site.court_id is None else f"{PASSWORD} {site.court_id}"
            answer = visitor.post("/admin/login/", {"username": username, "password": password})
            assert answer.status_code == 302, "the account could not sign in"
        return visitor

    return client


@pytest.fixture
def portal(db: None) -> CourtSite:
    return CourtSite.objects.get(schema_name="public")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """In place of `db` for tests that must commit, such as opening a site: court sites they open are dropped afterwards, with what they announced."""
    with django_db_blocker.unblock():
        connection.close()
        before = set(CourtSite.objects.values_list("pk", flat=True))
        yield
        connection.set_schema_to_public()
        for site in CourtSite.objects.exclude(pk__in=before):
            with connection.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA IF EXISTS "{site.schema_name}" CASCADE')
            Document.objects.filter(court=site.court_id).delete()
            Related.objects.filter(key__startswith=f"{site.court_id}:").delete()
            Domain.objects.filter(tenant=site).delete()
            CourtSite.objects.filter(pk=site.pk).delete()
            forget_chain(str(site.court_id))
        connection.close()
