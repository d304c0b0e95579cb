"""Answers that say what went wrong (RFC 9457)."""

import json
from typing import Any

from django.http import HttpResponse


def problem(status: int, title: str, *, detail: str = "", **more: Any) -> HttpResponse:
    """`more` are members of its own, such as `errors`."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), content_type="application/problem+json; charset=utf-8", status=status
    )
