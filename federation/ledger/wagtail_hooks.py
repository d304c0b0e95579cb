"""The ledger in the admin of the platform and of every court."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.courts.menus import may, on_the_platform
from federation.ledger.models import Entry, PublicVersion
from federation.ledger.permissions import ReadingPolicy

register_permission_policy(Entry, ReadingPolicy(Entry))
register_permission_policy(PublicVersion, ReadingPolicy(PublicVersion))

# Policies must be registered before a view asks for one.
from federation.ledger.admin.entries import (  # noqa: E402
    ledger_menu_item,
    ledger_urls,
)


@hooks.register("register_admin_urls")
def ledger_in_the_admin() -> list[Any]:
    return ledger_urls


@hooks.register("register_admin_menu_item")
def ledger_in_the_platforms_menu() -> MenuItem:
    return ledger_menu_item(on_the_platform(may(Entry, "view")))


@hooks.register("register_reports_menu_item")
def ledger_in_a_courts_reports() -> MenuItem:
    return ledger_menu_item(may(Entry, "view"))


@hooks.register("register_permissions")
def permission_to_read() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="federation_ledger", codename__in=["view_entry", "view_publicversion"]
    )
