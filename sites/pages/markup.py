"""A body as plain markup: all that it says, without the look of the site, for the record of what was public.

Pictures and attachments stand under their addresses on the site; the record says which files those were.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html, format_html_join, linebreaks
from wagtail import blocks
from wagtail.rich_text import expand_db_html


def body_markup(body: blocks.StreamValue) -> str:
    """Safe HTML, a block a line."""
    return "\n".join(filter(None, (_markup(child.block_type, child.value, child) for child in body)))


def pictures(body: blocks.StreamValue, *others: int | None) -> tuple[int, ...]:
    """Keys of the court's images that a body shows, and `others`, each once."""
    found = [other for other in others if other]
    for child in body:
        found += [image.pk for image in _images(child.block_type, child.value)]
    return tuple(dict.fromkeys(found))


def _markup(kind: str, value: Any, child: blocks.StreamValue.StreamChild) -> str:
    match kind:
        case "text":
            return expand_db_html(value.source)
        case "picture":
            return _figure(value)
        case "gallery":
            return "\n".join(_figure(picture) for picture in value["pictures"])
        case "table":
            return str(child.render())
        case "attachment":
            return _attachment(value)
        case "quote":
            return format_html(
                "<blockquote>{}<footer>{}</footer></blockquote>",
                linebreaks(value["text"], autoescape=True),
                value["source"],
            )
        case _:
            return format_html('<p><a href="{}">{}</a></p>', value["address"], value["title"])


def _figure(value: Any) -> str:
    image = value["image"]
    if image is None:
        return ""
    alternative = image.description or value["caption"] or image.title
    caption = format_html_join("", "<figcaption>{}</figcaption>", [(value["caption"],)] if value["caption"] else [])
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', image.file.url, alternative, caption)


def _attachment(value: Any) -> str:
    document = value["document"]
    if document is None:
        return ""
    return format_html('<p><a href="{}">{}</a></p>', document.url, value["title"] or document.title)


def _images(kind: str, value: Any) -> Iterator[Any]:
    shown = [value] if kind == "picture" else value["pictures"] if kind == "gallery" else []
    return (each["image"] for each in shown if each["image"])
