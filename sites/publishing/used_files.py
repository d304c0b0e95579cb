"""All files that a live page refers to, from every place of it.

These are what Wagtail looks for to fill its index of references (the index itself is written after the page, and not by every
way), what the page's public form names, and pictures to which its text leads by their address, as texts from legacy sites do.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from federation.courts.selectors import hosts_of_schema
from sites.media.models import CourtDocument, CourtImage, CourtRendition
from sites.media.uses import FilesOfPage
from sites.publishing.public_form import PublicForm

_ADDRESS = re.compile(rf'(?:href|src)="([^"]*{re.escape(settings.MEDIA_URL)}[^"]+)"')
_ORIGINALS, _RENDITIONS = "original_images/", "images/"


def files_used(live: Iterable[Page], forms: Mapping[int, PublicForm], *, public: set[int]) -> dict[int, FilesOfPage]:
    """For each live page its files. The pages are as the database has them, in their own types.

    `forms` are those of findable pages, and `public` the keys of the pages that anybody may read. The number of queries does
    not depend on how many pages there are.
    """
    named = {page: _stored_names(form.markup) for page, form in forms.items()}
    images = _images_by_name({name for names in named.values() for name in names})
    used = {}
    for page in live:
        form, references = forms.get(page.pk), _references(page)
        used[page.pk] = FilesOfPage(
            public=page.pk in public,
            images=references[CourtImage] | {images[name] for name in named.get(page.pk, ()) if name in images},
            documents=references[CourtDocument] | {each.document for each in (form.attachments if form else ())},
        )
    return used


def _references(page: Page) -> dict[type, frozenset[int]]:
    found: dict[type, set[int]] = {CourtImage: set(), CourtDocument: set()}
    models = {ContentType.objects.get_for_model(model).pk: model for model in found}
    for content_type, key, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        if content_type in models:
            found[models[content_type]].add(int(key))
    return {model: frozenset(keys) for model, keys in found.items()}


def _stored_names(markup: str) -> set[str]:
    """Names in the storage of the pictures whose addresses on the court's own site stand in a text."""
    found = set()
    for address in _ADDRESS.findall(markup):
        parts = urlsplit(unescape(address))
        if parts.path.startswith(settings.MEDIA_URL) and (not parts.hostname or _is_ours(parts.hostname)):
            found.add(unquote(parts.path.removeprefix(settings.MEDIA_URL)))
    return found


def _is_ours(host: str) -> bool:
    return host.removeprefix("www.") in hosts_of_schema()


def _images_by_name(names: set[str]) -> dict[str, int]:
    """The images of stored files, which are their originals or made from these."""
    originals = {name for name in names if name.startswith(_ORIGINALS)}
    renditions = {name for name in names if name.startswith(_RENDITIONS)}
    found: dict[str, int] = {}
    if originals:
        found |= dict(CourtImage.objects.filter(file__in=originals).values_list("file", "pk"))
    if renditions:
        found |= dict(CourtRendition.objects.filter(file__in=renditions).values_list("file", "image"))
    return found
