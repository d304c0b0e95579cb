"""What an attachment says inside, looked through once for each content and kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from sites.media.models import CourtDocument
from sites.media.reading.kinds import OTHER, kind_of
from sites.media.reading.limits import MAX_BYTES, MAX_SCANNED_CHARACTERS
from sites.media.reading.running import read_file
from sites.media.reading.verdicts import Reason, Unreadable
from sites.publishing.answers.models import FileFindings
from sites.publishing.answers.parts import Part, PlacedFinding, fingerprint, placed
from sites.publishing.findings import CHECKS_VERSION, CourtLists, Severity, findings_in
from sites.publishing.models import AttachmentText

UNREAD = "unread_attachment"
"""The check of files that no program can read, or not to their end: somebody has to look into them."""


def findings_inside(document: CourtDocument, named: Part, lists: CourtLists) -> Iterator[PlacedFinding]:
    """Findings in the text of an attachment. `named` is the part of the page that offers it.

    A file that was not looked through yet, or by other lists, is read now: that may take `SECONDS`. Pictures and archives hold no text.
    """
    if kind_of(document.filename) == OTHER:
        return
    stamp = _stamp(lists)
    row = FileFindings.objects.filter(pk=document.file_hash, stamp=stamp).first()
    rows: list[dict[str, Any]] = row.findings if row else look_into(document, lists)
    label = _("附件“%(name)s”") % {"name": document.title}
    for each in rows:
        yield PlacedFinding(**{**each, "severity": Severity(each["severity"]), "label": label, "anchor": named.anchor})


def look_into(document: CourtDocument, lists: CourtLists) -> list[dict[str, Any]]:
    """Read a file and keep what the checks find in it."""
    rows = [asdict(each) for each in _found(document, lists)]
    FileFindings.objects.update_or_create(pk=document.file_hash, defaults={"stamp": _stamp(lists), "findings": rows})
    return rows


def _found(document: CourtDocument, lists: CourtLists) -> list[PlacedFinding]:
    try:
        found = read_file(_content(document), characters=MAX_SCANNED_CHARACTERS)
    except Unreadable as unreadable:
        return [_unread(document, str(AttachmentText.Reason(unreadable.reason).label))]
    part = Part("attachment", "", found.text)
    findings = [placed(each, part) for each in findings_in(found.text, lists)]
    return [*findings, _unread(document, str(_("文件太长，只检查了前一部分。")))] if found.cut_short else findings


def _unread(document: CourtDocument, why: str) -> PlacedFinding:
    said = _("不能自动检查：%(why)s请人工核对全文后说明情况。") % {"why": why}
    mark = fingerprint(UNREAD, document.file_hash)
    return PlacedFinding("attachment", "", "", UNREAD, Severity.ANSWER, said, "", 0, 0, mark)


def _content(document: CourtDocument) -> bytes:
    if (document.file_size or 0) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    try:
        with document.open_file() as file:
            return bytes(file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise Unreadable(Reason.MISSING) from error


def _stamp(lists: CourtLists) -> str:
    released = (sorted(lists.released), lists.own_series, lists.words)
    return hashlib.sha256(f"{CHECKS_VERSION} {released}".encode()).hexdigest()
