"""Structured logs: JSON lines, each with the schema it happened in."""

from typing import Any

import structlog
from django.db import connection

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def add_schema(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Name the court's schema, or `public`, so that the lines of one court can be told from another's."""
    event["schema"] = getattr(connection, "schema_name", None)
    return event


def drop_what_was_typed(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep of a request's address the path alone: behind it stands what a citizen has asked, next to where from."""
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    add_schema,
    drop_what_was_typed,
    structlog.processors.format_exc_info,
]


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING, with structlog on both its own loggers and those of the libraries."""
    structlog.configure(
        processors=[
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "federation": {"level": level},
            "sites": {"level": level},
            "search": {"level": level},
            "django_structlog": {"level": level},
            "warcio": {"level": "ERROR"},  # it warns of every space in an archived address
            "elastic_transport": {"level": "ERROR"},  # the follower and the search say once that a server is away
        },
    }
