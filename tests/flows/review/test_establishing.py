"""Every court has its units, roles and workflow: a new site with its template, one that was there before by migration."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import GroupPagePermission, Page, Workflow

from federation.domain.courts import Level
from sites.pages.models import HomePage
from sites.publishing.review.establishing import ROLES, UNITS, WORKFLOW
from sites.publishing.review.models import Unit


def permissions(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_a_new_site_has_units_of_its_level_roles_and_the_workflow_on_its_home_page() -> None:
    assert [unit.name for unit in Unit.objects.all()] == list(UNITS[Level.BASIC])
    assert Unit.objects.get(default=True).name == "办公室"
    assert HomePage.objects.get().get_workflow().name == WORKFLOW
    assert [task.name for task in Workflow.objects.get(name=WORKFLOW).tasks] == ["核实与保密审查", "审批", "发布"]
    assert permissions("保密审查员") == {"access_admin", "review_secrecy"}
    assert permissions("发布人") == {"access_admin", "publish", "force", "release_notices"}
    pages = GroupPagePermission.objects.filter(group__name="发布人", page=Page.get_first_root_node())
    assert [each.permission.codename for each in pages] == ["publish_page"]


def test_a_site_from_before_gets_them_by_migration_and_keeps_what_the_court_has_changed() -> None:
    Workflow.objects.filter(name=WORKFLOW).delete()
    Group.objects.filter(name__in=[role.name for role in ROLES]).exclude(name="监督员").delete()
    Group.objects.get(name="监督员").permissions.clear()
    Unit.objects.exclude(default=True).delete()
    migration = import_module("sites.publishing.review.migrations.0002_units_roles_and_workflow")

    migration.establish_on_existing_site(apps, connection.schema_editor())
    migration.establish_on_existing_site(apps, connection.schema_editor())

    assert HomePage.objects.get().get_workflow().name == WORKFLOW
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1
    assert "approve" in permissions("审批人")
    assert permissions("监督员") == set(), "a role that the court has changed"
    assert Unit.objects.count() == 1, "units that the court has changed"


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_units_of_its_own(level: Level) -> None:
    assert len(set(UNITS[level])) == len(UNITS[level]) > 9
