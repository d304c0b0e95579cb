"""What a process writes to standard error: one JSON object a line, whoever logs."""

import json

from tests.unit.config.conftest import Program

LOGS = """
import django, logging
django.setup()
import structlog
from django.db import connection
from federation.domain.courts import Level

structlog.get_logger("sites.pages").info("article_published", court="京0105", level=Level.BASIC, article=object())
logging.getLogger("botocore").warning("bucket %s is slow", "media")
logging.getLogger("django.request").error("Internal Server Error: %s", "/news/")
connection.schema_name = "court_bj0105"
structlog.get_logger("search").info("asked")
try:
    raise ValueError("第一行\\n第二行")
except ValueError:
    logging.getLogger("scrapy").exception("spider failed")
logging.getLogger("botocore").info("chatter")
"""


def test_every_line_is_json_with_its_schema_whoever_logs(python: Program) -> None:
    done = python("-c", LOGS)

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line["logger"], line["level"], line["schema"]) for line in lines] == [
        ("article_published", "sites.pages", "info", "public"),
        ("bucket media is slow", "botocore", "warning", "public"),
        ("Internal Server Error: /news/", "django.request", "error", "public"),
        ("asked", "search", "info", "court_bj0105"),
        ("spider failed", "scrapy", "error", "court_bj0105"),
    ]
    assert lines[0]["court"] == "京0105"
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert "ValueError: 第一行\n第二行" in lines[4]["exception"]
    assert 'File "<string>"' in lines[4]["exception"]


def test_a_level_that_is_set_is_kept(python: Program) -> None:
    done = python("-c", LOGS, LOG_LEVEL="WARNING")

    events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
    assert events == ["bucket media is slow", "Internal Server Error: /news/", "spider failed"]


def test_what_a_citizen_asks_is_in_no_line(python: Program) -> None:
    done = python(
        "-c",
        """
import django
django.setup()
import structlog
structlog.get_logger("django_structlog.middlewares").info("request_started", request="GET /search/?q=%E5%BC%A0%E4%B8%89")
""",
    )

    (line,) = [json.loads(line) for line in done.stderr.splitlines()]
    assert line["request"] == "GET /search/"
    assert "%E5" not in done.stderr
