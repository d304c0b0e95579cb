"""A version of a page as a document of its own, as it stood: without the site around it, with its pictures and files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from federation.ledger.showing import Shown
from sites.publishing.history.words import facts_in_words

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'"
)


def standalone(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Nothing in it runs, and nothing comes from elsewhere."""
    context = {
        "shown": shown,
        "content": shown.content,
        "facts": facts_in_words(shown.content),
        "markup": mark_safe(_with_kept_files(shown.content)),  # noqa: S308  rendered for the public site when it was recorded
    }
    answer = HttpResponse(render_to_string("publishing/history/standalone.html", context, request=request))
    answer["Content-Security-Policy"] = POLICY
    return answer


def _with_kept_files(content: dict[str, Any]) -> str:
    """The markup with addresses of pictures and files that lead to what they were then."""
    markup = str(content["markup"])
    for file in [*content["files"], *content["pictures"]]:
        if file["sha256"]:
            kept = reverse("public_history_file", args=[file["sha256"]])
            markup = markup.replace(f'"{file["address"]}"', f'"{kept}"')
    return markup
