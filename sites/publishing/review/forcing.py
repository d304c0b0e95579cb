"""强制公开: letting a text out at once, and having somebody else look at it afterwards."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.coordination.reporting import ForcedAct, report_confirmed, report_forced
from federation.ledger.events import Event
from sites.publishing.gate.errors import PublicationRefused
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.models.releases import ForcedPublication, Release
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger, record
from sites.publishing.review.releasing import release

REASON_AT_LEAST = 10
"""Characters."""


class CannotForce(PublicationRefused):
    """The account may not force, gives no reason, or there is nothing to let out."""


class CannotConfirm(PublicationRefused):
    """The account may not confirm, or it has been confirmed."""


@transaction.atomic
def force_publication(page: Page, *, user: Any, reason: str) -> ForcedPublication:
    """Publish a page's latest text without its review, record why, and flag it to the superior.

    Raises CannotForce, and what the other guards of the gate refuse: force is no way round findings.
    """
    _ensure_may_force(page, user, reason)
    hold_ledger()
    revision = page.get_latest_revision()
    made = release(page, revision, ground=Release.Ground.FORCED, user=user)
    forced = ForcedPublication.objects.create(release=made, reason=reason.strip())
    record(Event.FORCED, page, by=user, details={"reason": forced.reason, "revision": revision.pk})
    revision.publish(user=user, skip_permission_checks=True)
    path = page.get_url_parts()
    report_forced(
        ForcedAct(
            key=forced.key,
            title=revision.object_str,
            path=path[2] if path else "",
            reason=forced.reason,
            by=made.releaser,
            at=made.released_at,
        )
    )
    return forced


@transaction.atomic
def confirm(forced: ForcedPublication, *, user: Any, remark: str) -> ForcedPublication:
    """Somebody else has looked at it and stands by it. Raises CannotConfirm or SameHands."""
    hold_ledger()
    row = ForcedPublication.objects.select_for_update(of=("self",)).select_related("release__page").get(pk=forced.pk)
    if row.confirmed_at:
        raise CannotConfirm(_("这次强制公开已由%(name)s确认。") % {"name": row.confirmer})
    if not user.has_perm("court_review.supervise"):
        raise CannotConfirm(_("只有监督员可以确认强制公开。"))
    if user.pk in {row.release.released_by_id, *row.release.hands}:
        raise SameHands(_("您公开、提交或修改过“%(title)s”，不能由您确认。") % {"title": row.release.page})
    row.confirmed_by, row.confirmer, row.confirmed_at, row.remark = user, name_of(user), timezone.now(), remark.strip()
    row.save(update_fields=["confirmed_by", "confirmer", "confirmed_at", "remark"])
    record(Event.CONFIRMED, row.release.page, by=user, details={"remark": row.remark})
    report_confirmed(row.key, by=row.confirmer, remark=row.remark)
    return row


def to_confirm_by(user: Any) -> QuerySet[ForcedPublication]:
    """Forced publications that wait for a confirmation, and that this account may confirm."""
    waiting = ForcedPublication.objects.filter(confirmed_at__isnull=True).select_related("release__page")
    if not user.is_active or not user.has_perm("court_review.supervise"):
        return waiting.none()
    return waiting.exclude(Q(release__released_by=user) | Q(release__hands__contains=[user.pk]))


def _ensure_may_force(page: Page, user: Any, reason: str) -> None:
    if not user.has_perm("court_review.force"):
        raise CannotForce(_("您没有强制公开的权限。"))
    if len(reason.strip()) < REASON_AT_LEAST:
        raise CannotForce(_("请写明强制公开的理由，不少于 %(count)d 个字。") % {"count": REASON_AT_LEAST})
    if page.latest_revision_id is None or (page.live and page.latest_revision_id == page.live_revision_id):
        raise CannotForce(_("“%(title)s”没有尚未公开的内容。") % {"title": page.draft_title})
