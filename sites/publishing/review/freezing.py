"""A text as a value, to be shown to those who have no part in the court's own site."""

import hashlib
from dataclasses import dataclass

from django.utils.html import escape
from wagtail.models import Page, Revision


@dataclass(frozen=True, slots=True)
class FrozenText:
    """A title and a body as they stood in one revision; `digest` is the SHA-256 of both."""

    title: str
    html: str
    digest: str


def frozen_text(revision: Revision) -> FrozenText:
    page: Page = revision.as_object()
    html = body_html(page)
    digest = hashlib.sha256(f"{page.title}\n{html}".encode()).hexdigest()
    return FrozenText(title=page.title, html=html, digest=digest)


def body_html(page: Page) -> str:
    """What a page says in its own words: its summary, and its body where it has one."""
    summary, body = getattr(page, "summary", ""), getattr(page, "body", None)
    parts = [f"<p>{escape(summary)}</p>" if summary else "", body.render_as_block() if body is not None else ""]
    return "\n".join(filter(None, parts))
