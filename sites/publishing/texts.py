"""Reading what attachments say, and bringing it into the search documents of the pages that offer them."""

from collections.abc import Sequence
from time import perf_counter

import structlog
from django.db import transaction
from django.db.models import QuerySet

from sites.media.models import CourtDocument, FileUse
from sites.media.reading.limits import MAX_BYTES
from sites.media.reading.running import read_file
from sites.media.reading.verdicts import FileText, Reason, Unreadable
from sites.publishing.announcing import announce
from sites.publishing.answers.withdrawing import withdraw_unsound
from sites.publishing.attached import pages_offering, public_documents
from sites.publishing.jobs import queue_readings
from sites.publishing.models import AttachmentText

log = structlog.get_logger(__name__)


def read_attachment(file_hash: str) -> None:
    """Read a file that waits for it, and write anew the search documents of the pages that offer it.

    A file that no public page offers any more goes on waiting: it is queued again when one does. Raises what the storage
    raises if it cannot be reached. Outside any transaction: reading may take a minute.
    """
    row = AttachmentText.objects.filter(pk=file_hash, state=AttachmentText.State.WAITING).first()
    document = _offered_document(file_hash)
    if row is None or document is None:
        return
    began = perf_counter()
    _fill(row, document)
    row.save()
    log.info(
        "attachment_read", file=file_hash, state=row.state, reason=row.reason, seconds=round(perf_counter() - began, 2)
    )
    # One by one: each waits for whoever is changing the page, and holds nothing while it waits.
    for page in sorted(pages_offering(CourtDocument.objects.filter(file_hash=file_hash))):
        if not withdraw_unsound(page):
            announce({page})


@transaction.atomic
def read_again(file_hashes: Sequence[str]) -> int:
    """Queue files once more that could not be read. Returns how many."""
    unreadable = offered_texts().filter(pk__in=file_hashes, state=AttachmentText.State.UNREADABLE)
    again = sorted(unreadable.values_list("pk", flat=True))
    AttachmentText.objects.filter(pk__in=again).update(state=AttachmentText.State.WAITING, reason="")
    queue_readings(again)
    return len(again)


def forget_text(file_hash: str) -> None:
    """Drop the text of a file that is no attachment's any more."""
    if not CourtDocument.objects.filter(file_hash=file_hash).exists():
        AttachmentText.objects.filter(pk=file_hash).delete()


def offered_texts() -> QuerySet[AttachmentText]:
    """Of all files that were read or wait for it, those that public pages offer now."""
    offered = FileUse.objects.filter(public=True, document__isnull=False).values("document")
    return AttachmentText.objects.filter(pk__in=public_documents().filter(pk__in=offered).values("file_hash"))


def _offered_document(file_hash: str) -> CourtDocument | None:
    offered = FileUse.objects.filter(public=True, document__file_hash=file_hash).values("document")
    return public_documents().filter(pk__in=offered).first()


def _fill(row: AttachmentText, document: CourtDocument) -> None:
    try:
        found = _read(document)
    except Unreadable as unreadable:
        row.state, row.reason, row.text = AttachmentText.State.UNREADABLE, unreadable.reason, ""
    else:
        row.state, row.reason, row.text = AttachmentText.State.READ, "", found.text
        row.cut_short = found.cut_short


def _read(document: CourtDocument) -> FileText:
    if (document.file_size or 0) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    try:
        with document.open_file() as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise Unreadable(Reason.MISSING) from error
    return read_file(content)
