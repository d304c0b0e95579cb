import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tenants.utils import schema_context, schema_exists
from wagtail.models import Page, Site

from federation.courts.errors import DomainRefused, SiteRefused, UnknownCourt
from federation.courts.models import CourtSite, Domain
from federation.courts.opening import close_site, open_site, reopen_site
from federation.courts.signals import court_site_opened
from sites.pages.models import ColumnPage, HomePage
from tests.schema_description import describe_schema

pytestmark = pytest.mark.usefixtures("committed")


def test_an_opened_site_has_the_courts_name_its_own_host_and_the_columns_of_its_level() -> None:
    site = open_site(code="京0108", domain="Haidian.localhost")

    with schema_context(site.schema_name):
        home = HomePage.objects.get()
        assert home.title == "北京市海淀区人民法院"
        assert Site.objects.get().hostname == "haidian.localhost"
        assert ColumnPage.objects.child_of(home).filter(title="诉讼服务").exists()


def test_no_page_of_a_new_site_shares_an_identifier_with_another_site() -> None:
    site = open_site(code="京0108", domain="haidian.localhost")

    with schema_context(site.schema_name):
        here = set(Page.objects.values_list("translation_key", flat=True))
    with schema_context("court_bj0105"):
        there = set(Page.objects.values_list("translation_key", flat=True))
    assert not here & there


def test_a_cloned_schema_equals_a_migrated_one() -> None:
    site = open_site(code="京0108", domain="haidian.localhost")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS migrated CASCADE; CREATE SCHEMA migrated")
    try:
        call_command("migrate_schemas", schema_name="migrated", interactive=False, verbosity=0)
        migrated, cloned = describe_schema("migrated"), describe_schema(site.schema_name)
    finally:
        connection.set_schema_to_public()
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA migrated CASCADE")

    assert len(migrated["tables"]) > 40
    for kind in migrated:
        assert cloned[kind] == migrated[kind], kind


def test_rows_can_be_added_to_a_clone_without_meeting_its_templates_numbers() -> None:
    site = open_site(code="京0108", domain="haidian.localhost")

    with schema_context(site.schema_name):
        home = HomePage.objects.get()
        added = home.add_child(instance=ColumnPage(title="新栏目", slug="new"))
        assert added.pk > home.pk
    with schema_context("template_basic"):
        assert not ColumnPage.objects.filter(slug="new").exists()


@pytest.mark.parametrize("code", ["京9999", "", "京0105; DROP SCHEMA public", "bj0105", "京0105\x00"])
def test_an_unknown_court_is_refused(code: str) -> None:
    with pytest.raises(UnknownCourt, match="名录中没有"):
        open_site(code=code, domain="nowhere.localhost")


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "a b.cn",
        "x';DROP SCHEMA public;--",
        "http://x.cn",
        "x.cn/path",
        "x.cn:80",
        "-x.cn",
        "127.0.0.1",
        "::1",
        "a" * 64,
        "x..cn",
        "../x",
    ],
)
def test_a_hostile_domain_is_refused_and_leaves_nothing(domain: str) -> None:
    with pytest.raises(DomainRefused):
        open_site(code="京0108", domain=domain)

    assert not CourtSite.objects.filter(court_id="京0108").exists()
    assert not schema_exists("court_bj0108")


def test_a_domain_in_use_is_refused_and_its_owner_named() -> None:
    with pytest.raises(DomainRefused, match="朝阳区"):
        open_site(code="京0108", domain="www.chaoyang.localhost")

    assert not schema_exists("court_bj0108")


def test_a_second_site_of_a_court_is_refused() -> None:
    with pytest.raises(SiteRefused, match="已经开通"):
        open_site(code="京0105", domain="another.localhost")


def test_an_opening_that_fails_halfway_leaves_nothing_behind() -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError("the power went out")

    court_site_opened.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            open_site(code="京0108", domain="haidian.localhost")
    finally:
        court_site_opened.disconnect(fail)

    assert not schema_exists("court_bj0108")
    assert not Domain.objects.filter(domain="haidian.localhost").exists()
    assert open_site(code="京0108", domain="haidian.localhost").court_id == "京0108"


def test_two_operators_opening_the_same_site_at_once_open_it_once() -> None:
    outcomes: list[object] = []

    def open_it() -> None:
        try:
            outcomes.append(open_site(code="京0108", domain="haidian.localhost").court_id)
        except SiteRefused as refusal:
            outcomes.append(type(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == sorted(["京0108", str(SiteRefused)])


def test_a_closed_site_is_off_line_keeps_its_data_and_can_be_brought_back(client) -> None:
    site = open_site(code="京0108", domain="haidian.localhost")
    pages = describe_rows(site.schema_name)

    close_site(code="京0108")
    assert client.get("/", HTTP_HOST="haidian.localhost").status_code == 503
    with pytest.raises(SiteRefused, match="已经关闭"):
        close_site(code="京0108")

    reopen_site(code="京0108")
    assert client.get("/", HTTP_HOST="haidian.localhost").status_code == 200
    assert describe_rows(site.schema_name) == pages


def test_the_commands_open_list_and_close(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("open_site", "京0108", domain="haidian.localhost")
    call_command("close_site", "京0108", dry_run=True)
    call_command("list_sites", json=True)
    out = capsys.readouterr().out
    assert '"code": "京0108"' in out
    assert '"state": "open"' in out

    with pytest.raises(CommandError, match="已由"):
        call_command("open_site", "京0107", domain="haidian.localhost")


def describe_rows(schema: str) -> list[tuple[int, str]]:
    with schema_context(schema):
        return list(Page.objects.order_by("pk").values_list("pk", "title"))
