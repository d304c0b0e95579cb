"""The life of a notice: written, released by other hands, withdrawn. Each act stands in the ledger, without what the notice says."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.ledger.events import Event
from sites.parties.errors import PartiesRefused
from sites.parties.models import PartyFile, PartyNotice
from sites.parties.recording import record, subject_of
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger

State = PartyNotice.State
TYPES = {
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".zip": "application/zip",
}
LARGEST = 50 * 1024 * 1024
"""Bytes of one file."""

REASON_AT_LEAST = 5
"""Characters."""


@transaction.atomic
def write_notice(notice: PartyNotice, *, by: Any) -> PartyNotice:
    """Keep what somebody wrote. Raises PartiesRefused for a notice that was released: it stays as the parties know it."""
    hands = _drafted(notice).hands if notice.pk else []
    notice.hands = sorted({*hands, by.pk})
    notice.writer = name_of(by)
    notice.save()
    return notice


@transaction.atomic
def attach(notice: PartyNotice, files: Iterable[UploadedFile], *, by: Any) -> None:
    """Add files, which lie where nobody but a party of the case can fetch them. Raises PartiesRefused."""
    _drafted(notice)
    for file in files:
        content_type = _type_of(file)
        digest = sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
        PartyFile.objects.create(
            notice=notice,
            title=PurePath(file.name or "").name[-200:],
            file=file,
            size=file.size or 0,
            sha256=digest.hexdigest(),
            content_type=content_type,
        )
    write_notice(notice, by=by)


@transaction.atomic
def detach(file: PartyFile, *, by: Any) -> None:
    """Take a file away again. Raises PartiesRefused once the notice is released."""
    _drafted(file.notice)
    file.delete()
    write_notice(file.notice, by=by)


@transaction.atomic
def release_notice(notice: PartyNotice, *, by: Any) -> PartyNotice:
    """Let the parties read it. Raises PartiesRefused, or SameHands if this account wrote on it; a superuser is no exception."""
    hold_ledger()
    row = _drafted(notice)
    if by.pk in row.hands:
        raise SameHands(_("“%(title)s”由您撰写或修改过，您不能自己核发，请由其他人员办理。") % {"title": row.title})
    if not row.for_all and not row.recipients.exists():
        raise PartiesRefused(_("“%(title)s”没有写明发给谁，请先选择当事人。") % {"title": row.title})
    row.state, row.released_by, row.releaser, row.released_at = State.RELEASED, by, name_of(by), timezone.now()
    row.save(update_fields=["state", "released_by", "releaser", "released_at"])
    record(Event.PARTY_NOTICE_RELEASED, about=subject_of(row.case), notice=row.pk)
    return row


@transaction.atomic
def withdraw_notice(notice: PartyNotice, *, by: Any, reason: str) -> PartyNotice:
    """Let nobody read it any more, at once. Raises PartiesRefused without a reason, or if it is not released."""
    hold_ledger()
    row = PartyNotice.objects.select_for_update(of=("self",)).select_related("case").get(pk=notice.pk)
    if row.state != State.RELEASED:
        raise PartiesRefused(_("“%(title)s”没有核发，不需要撤回。") % {"title": row.title})
    if len(reason.strip()) < REASON_AT_LEAST:
        raise PartiesRefused(_("请写明撤回的理由，不少于 %(count)d 个字。") % {"count": REASON_AT_LEAST})
    row.state, row.withdrawer, row.withdrawn_at = State.WITHDRAWN, name_of(by), timezone.now()
    row.withdrawal_reason = reason.strip()
    row.save(update_fields=["state", "withdrawer", "withdrawn_at", "withdrawal_reason"])
    record(Event.PARTY_NOTICE_WITHDRAWN, about=subject_of(row.case), notice=row.pk)
    return row


def _drafted(notice: PartyNotice) -> PartyNotice:
    row = PartyNotice.objects.select_for_update(of=("self",)).select_related("case").get(pk=notice.pk)
    if not row.is_draft:
        raise PartiesRefused(
            _("“%(title)s”已经核发，不能再修改。内容有误的，请先撤回，再重新撰写。") % {"title": row.title}
        )
    return row


def _type_of(file: UploadedFile) -> str:
    ending = PurePath(file.name or "").suffix.lower()
    if ending not in TYPES:
        raise PartiesRefused(
            _("“%(name)s”不是可以发送的文件类型。可以发送：%(types)s。")
            % {"name": file.name, "types": "、".join(each.lstrip(".") for each in TYPES)}
        )
    if not file.size or file.size > LARGEST:
        raise PartiesRefused(
            _("“%(name)s”是空文件，或者超过 %(most)d MB。") % {"name": file.name, "most": LARGEST >> 20}
        )
    return TYPES[ending]
