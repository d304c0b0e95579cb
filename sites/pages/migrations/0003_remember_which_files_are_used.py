"""Of pages that are live already, which files they refer to: without it their pictures and attachments would be gone until each
page is saved again. The texts are read as they are stored, so that this goes on working whatever becomes of the blocks.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast

STEP = 500
DOCUMENT = re.compile(r'<a\b(?=[^>]*\blinktype="document")[^>]*\bid="(\d+)"')
DOCUMENT_ADDRESS = re.compile(r'href="/documents/(\d+)/')
HOST = r"(?:https?://(?:www\.)?(?P<host>[^\"/:]+)(?::\d+)?)?"
IMAGE = re.compile(r'<embed\b(?=[^>]*\bembedtype="image")[^>]*\bid="(\d+)"')
IMAGE_ADDRESS = re.compile(rf'(?:href|src)="{HOST}/media/(?P<name>(?:original_)?images/[^"]+)"')
Found = tuple[str, Any]


def remember(apps: Any, _schema_editor: Any) -> None:
    restricted = tuple(
        apps.get_model("wagtailcore", "PageViewRestriction").objects.values_list("page__path", flat=True)
    )
    hosts = {"", *apps.get_model("wagtailcore", "Site").objects.values_list("hostname", flat=True)}
    for model, picture in (("ArticlePage", "picture_id"), ("PlainPage", None)):
        pages = apps.get_model("court_pages", model).objects.filter(live=True)
        rows = pages.annotate(stored=Cast("body", TextField())).values_list(
            "pk", "path", "stored", *filter(None, [picture])
        )
        last = 0
        while step := list(rows.filter(pk__gt=last).order_by("pk")[:STEP]):
            last = step[-1][0]
            _remember(apps, step, restricted, hosts)


def _remember(apps: Any, rows: list[Any], restricted: tuple[str, ...], hosts: set[str]) -> None:
    found = {
        (pk, not path.startswith(restricted), *each)
        for pk, path, stored, *pictures in rows
        for each in (*(("image", picture) for picture in pictures if picture), *_files(json.loads(stored or "[]"), hosts))
    }
    images, documents = apps.get_model("court_media", "CourtImage"), apps.get_model("court_media", "CourtDocument")
    names = {what for _page, _public, kind, what in found if kind == "name"}
    renditions = apps.get_model("court_media", "CourtRendition")
    by_name = dict(images.objects.filter(file__in=names).values_list("file", "pk"))
    by_name |= dict(renditions.objects.filter(file__in=names).values_list("file", "image"))
    wanted = {
        (page, public, "image" if kind == "name" else kind, by_name.get(what) if kind == "name" else what)
        for page, public, kind, what in found
    }
    existing = {
        "image": set(_keys(images, wanted, "image")),
        "document": set(_keys(documents, wanted, "document")),
    }
    uses = apps.get_model("court_media", "FileUse")
    uses.objects.bulk_create(
        uses(page_id=page, public=public, **{f"{kind}_id": key})
        for page, public, kind, key in sorted(wanted, key=str)
        if key in existing[kind]
    )


def _keys(model: Any, wanted: set[Any], kind: str) -> Any:
    keys = {key for _page, _public, each, key in wanted if each == kind and key}
    return model.objects.filter(pk__in=keys).values_list("pk", flat=True)


def _files(value: Any, hosts: set[str]) -> Iterator[Found]:
    """Files in stored blocks: keys of `image` and `document`, and what markup refers to, by its key or its address."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ("image", "document") and isinstance(each, int):
                yield name, each
            else:
                yield from _files(each, hosts)
    elif isinstance(value, list):
        for each in value:
            yield from _files(each, hosts)
    elif isinstance(value, str):
        yield from (("document", int(key)) for key in DOCUMENT.findall(value) + DOCUMENT_ADDRESS.findall(value))
        yield from (("image", int(key)) for key in IMAGE.findall(value))
        for address in IMAGE_ADDRESS.finditer(value):
            if (address["host"] or "").removeprefix("www.") in hosts:
                yield "name", unquote(address["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("court_pages", "0002_tables_and_rich_text_with_places"),
        ("court_media", "0003_uses_of_files"),
    ]
    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
