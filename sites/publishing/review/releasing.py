"""Letting texts out: after the review, or on a ground of its own. What has no release does not go live."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision

from sites.publishing.gate import guard
from sites.publishing.gate.errors import PublicationRefused
from sites.publishing.review import asking
from sites.publishing.review.clarifying import note_clarifications
from sites.publishing.review.four_eyes import ensure_other_hands, hands_on
from sites.publishing.review.models.releases import Release
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.naming import name_of

Ground = Release.Ground
_ground: ContextVar[Ground | None] = ContextVar("ground", default=None)


class NotReleased(PublicationRefused):
    """A text would go live that nobody has released."""


@contextmanager
def publishing_as(ground: Ground) -> Iterator[None]:
    """What goes live within is released on this ground, and recorded: texts of a legacy site, a new site's first columns.

    `OPERATOR` is for the command line: it is void while an account acts in an admin.
    """
    token = _ground.set(ground)
    try:
        yield
    finally:
        _ground.reset(token)


@guard
def ensure_page_is_released(page: Page) -> None:
    ensure_released(page, get_active_log_context().user)


def ensure_released(page: Page, actor: Any) -> None:
    """Raises NotReleased unless the page is live already with this text, or its revision was released by other hands.

    `actor` is the account that acts, if any does; a superuser's press of a button is no release.
    """
    if ground_for(actor) is not None or _is_public_already(page) or _follows_public_page(page):
        return
    if page.pk and page.live_revision_id and is_released(page.pk, page.live_revision_id, to=actor):
        return
    raise NotReleased(
        _(
            "“%(title)s”尚未通过审核，不能公开。请在编辑页面提交审核；确需立即公开的，由有权限的人员在“审核”页面强制公开并说明理由。"
        )
        % {"title": page.title}
    )


def ensure_schedule_is_released(revision: Revision) -> None:
    """Raises NotReleased if a page's revision is to go live later that nobody has released."""
    if ground_for(get_active_log_context().user) is None and not is_released(int(revision.object_id), revision.pk):
        raise NotReleased(_("“%(title)s”尚未通过审核，不能定时公开。") % {"title": revision.object_str})


def is_released(page_id: int, revision_id: int, *, to: Any = None) -> bool:
    """Whether a revision may go live. Of an account: whether it may by this account's act, which did not write the text."""
    standing = Release.objects.filter(page=page_id, revision=revision_id, ended_at__isnull=True)
    if to is not None:
        standing = standing.exclude(Q(hands__contains=[to.pk]) & ~Q(ground=Ground.FORCED))
    return standing.exists()


def ground_for(actor: Any) -> Ground | None:
    """The ground that was entered, where it holds for who acts."""
    ground = _ground.get()
    return None if ground == Ground.OPERATOR and actor is not None else ground


def release_reviewed(last: SignOff, *, user: Any) -> Release:
    """Release the revision that a workflow's last sign-off is for.

    Raises NotReleased if a signature is missing that the page needs now, SameHands if the publisher wrote or submitted it.
    """
    page = last.page
    ensure_other_hands(page, user)
    signed = SignOff.objects.filter(
        workflow_state=last.workflow_state_id, revision=last.revision_id, state=SignOff.State.SIGNED
    )
    given = set(signed.values_list("kind", "unit", "court"))
    needed = asking.parties_of(page.specific, SignOff.Kind.values)
    if any((each.kind, each.unit and each.unit.pk, each.court) not in given for each in needed):
        raise NotReleased(_("“%(title)s”还有未办结的核实、审查或会签，不能公开。") % {"title": page.draft_title})
    return release(page, last.revision, ground=Ground.REVIEW, user=user)


def release(page: Page, revision: Revision, *, ground: Ground, user: Any) -> Release:
    """Let one revision be public in place of any that was released before."""
    Release.objects.filter(page=page, ended_at__isnull=True).update(ended_at=timezone.now())
    note_clarifications(page, by=user)
    return Release.objects.create(
        page_id=page.pk,
        revision=revision,
        ground=ground,
        released_by=user,
        releaser=name_of(user),
        hands=sorted(hands_on(page)),
    )


def remember_ground(page: Page) -> None:
    """Keep the release of a page that went live on a ground that was entered."""
    ground = ground_for(get_active_log_context().user)
    if ground is not None:
        release_many([page], ground=ground)


@transaction.atomic
def release_many(pages: Iterable[Page], *, ground: Ground) -> None:
    """Release pages together, each as it is live or, a draft, as it was written last. What is released already stays so."""
    revisions = {page.pk: page.live_revision_id if page.live else page.latest_revision_id for page in pages}
    standing = Release.objects.filter(page__in=revisions, ended_at__isnull=True)
    known = {row.page_id for row in standing if row.revision_id == revisions[row.page_id]}
    new = revisions.keys() - known
    standing.filter(page__in=new).update(ended_at=timezone.now())
    Release.objects.bulk_create(
        Release(page_id=page, revision_id=revisions[page], ground=ground) for page in sorted(new)
    )


def end_releases(page: Page) -> None:
    """A page was taken down: to be public again it is reviewed again."""
    Release.objects.filter(page_id=page.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def _is_public_already(page: Page) -> bool:
    """Whether what is about to be saved is live with the same revision now: moving, locking, a new place in the order."""
    return (
        not page._state.adding
        and Page.objects.filter(pk=page.pk, live=True, live_revision=page.live_revision_id).exists()
    )


def _follows_public_page(page: Page) -> bool:
    """An alias shows the text of another page, which was released."""
    return page.alias_of_id is not None and Page.objects.filter(pk=page.alias_of_id, live=True).exists()
