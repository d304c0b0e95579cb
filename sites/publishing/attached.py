"""The files that public pages offer: which they are, and what of their text goes into search documents.

A file behind a restriction can be fetched by nobody who comes from the portal, so nothing of it leaves the court's site.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Collection

from federation.domain.courts import CourtIdentity
from search.types import AttachedFile
from sites.media.models import CourtDocument, FileUse
from sites.media.reading.kinds import OTHER, kind_of
from sites.media.reading.limits import MAX_CHARACTERS
from sites.media.visibility import in_open_collections
from sites.publishing.jobs import queue_readings
from sites.publishing.models import AttachmentText
from sites.publishing.public_form import PublicForm

MAX_FILES = 50
"""Files of one page that are found."""


def attached_files(court: CourtIdentity, forms: Mapping[int, PublicForm]) -> dict[int, tuple[AttachedFile, ...]]:
    """For each public page its files. Those that were never read are queued, in the caller's transaction."""
    wanted = {each.document for form in forms.values() for each in form.attachments}
    documents = {document.pk: document for document in public_documents().filter(pk__in=wanted)} if wanted else {}
    texts = _texts_of(documents.values())
    return {page: tuple(_files_of(court, form, documents, texts)) for page, form in forms.items()}


def public_documents() -> QuerySet[CourtDocument]:
    """Attachments that anyone may fetch who reads a page that offers them."""
    return in_open_collections(CourtDocument.objects.all())


def pages_offering(documents: QuerySet[CourtDocument]) -> set[int]:
    """Keys of the public pages that offer any of these."""
    return set(FileUse.objects.filter(document__in=documents, public=True).values_list("page", flat=True))


def documents_below(collection: Collection) -> QuerySet[CourtDocument]:
    """The attachments in a collection and in those below it."""
    return CourtDocument.objects.filter(collection__path__startswith=collection.path)


def _texts_of(documents: Iterable[CourtDocument]) -> dict[str, str]:
    """Texts by the hash of the file. Files that wait to be read, and those that nobody has asked for yet, are queued."""
    hashes = {document.file_hash for document in documents if kind_of(document.filename) != OTHER}
    if not hashes:
        return {}
    rows = {row.file_hash: row for row in AttachmentText.objects.filter(pk__in=hashes)}
    unknown = sorted(hashes - rows.keys())
    AttachmentText.objects.bulk_create((AttachmentText(file_hash=each) for each in unknown), ignore_conflicts=True)
    waiting = [each for each, row in rows.items() if row.state == AttachmentText.State.WAITING]
    queue_readings([*unknown, *sorted(waiting)])
    return {each: row.text for each, row in rows.items()}


def _files_of(
    court: CourtIdentity, form: PublicForm, documents: Mapping[int, CourtDocument], texts: Mapping[str, str]
) -> Iterator[AttachedFile]:
    """The files in the order of the page, with as much text as the search looks at of all of them together."""
    left = MAX_CHARACTERS
    for attachment in [each for each in form.attachments if each.document in documents][:MAX_FILES]:
        document = documents[attachment.document]
        text = texts.get(document.file_hash, "")[:left]
        left -= len(text)
        name = attachment.name or document.title
        yield AttachedFile(name, court.address + _address(document), kind_of(document.filename), text)


def _address(document: CourtDocument) -> str:
    """On the court's own host, whichever host the current request is for."""
    return reverse("wagtaildocs_serve", args=[document.pk, document.filename], urlconf=settings.ROOT_URLCONF)
