"""The schema that the connection stands on, and the site that a request is for."""

from typing import cast

from django.db import connection
from django.http import HttpRequest
from django_tenants.postgresql_backend.base import DatabaseWrapper

from federation.courts.models import PUBLIC_SCHEMA, CourtSite


def current_schema() -> str:
    return str(_wrapper().schema_name)


def on_platform() -> bool:
    """Whether the connection stands on the platform's own schema, not on a court's."""
    return current_schema() == PUBLIC_SCHEMA


def go_to_platform() -> None:
    _wrapper().set_schema_to_public()


def forget_search_path() -> None:
    """After SQL that has set the search path itself: django-tenants would take its own last one to stand still."""
    _wrapper().set_tenant(_wrapper().tenant)


def site_of(request: HttpRequest) -> CourtSite | None:
    """The row whose domain was asked: a court's site, or the portal. None for a host that nobody has."""
    return cast("CourtSite | None", getattr(request, "tenant", None))


def _wrapper() -> DatabaseWrapper:
    return cast(DatabaseWrapper, connection)
