"""Taking down what is public: the one service that does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from federation.coordination.reasons import Reason
from federation.ledger.acting import current_actor
from sites.publishing.announcing import as_visitors_see
from sites.publishing.answers.court_lists import court_lists
from sites.publishing.findings import Severity, findings_in
from sites.publishing.gate.errors import WithdrawalRefused
from sites.publishing.review.naming import name_of
from sites.publishing.review.recording import hold_ledger
from sites.publishing.withdrawal.grounds import Ground, withdrawing_as
from sites.publishing.withdrawal.models import Withdrawal, WithdrawnAddress
from sites.publishing.withdrawal.reasons import Outcome
from sites.publishing.withdrawal.standing import HOME_DEPTH

WORDS_AT_LEAST = 5
"""Characters of the editor's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decides of a page.

    `words` are for the court and its ledger, `public_words` for anybody; of a correction they name what was corrected.
    `stays` leaves the page public while it is being corrected; `descendants` takes down what stands below it too.
    """

    reason: Reason
    words: str
    public_words: str = ""
    shows_title: bool = False
    outcome: Outcome = Outcome.GONE
    replacement: Page | None = None
    stays: bool = False
    descendants: bool = True
    urgent: bool = False


@transaction.atomic
def withdraw(page: Page, decision: Decision, *, user: Any) -> Withdrawal:
    """Take a public page down, with what stands below it and the aliases of both, or announce its correction.

    Raises WithdrawalRefused.
    """
    page, going = hold_going(page, decision)
    withdrawal = keep_withdrawal(page, decision, going, user=user)
    bring_down(going, user=user)
    return withdrawal


def hold_going(page: Page, decision: Decision) -> tuple[Page, list[Page]]:
    """Keep others from the page until the transaction ends: it, and all that comes down. Raises WithdrawalRefused."""
    hold_ledger()
    page = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    going = (
        []
        if decision.stays and decision.outcome == Outcome.CORRECTED
        else going_with(page, descendants=decision.descendants)
    )
    _check(page, decision, going)
    return page, going


def keep_withdrawal(page: Page, decision: Decision, going: Sequence[Page], *, user: Any) -> Withdrawal:
    """Note it before anything comes down: the ledger and the addresses say what stands here."""
    withdrawal = Withdrawal.objects.create(
        page=page,
        title=page.title,
        path=path_of(page),
        reason=decision.reason,
        words=decision.words.strip(),
        public_words=decision.public_words.strip(),
        shows_title=decision.shows_title,
        outcome=decision.outcome,
        replacement=decision.replacement,
        urgent=decision.urgent,
        withdrawn_by=user,
        withdrawer=name_of(user) if user else _acting_now(),
    )
    _keep_addresses(withdrawal, going)
    _lead_on(going, decision.replacement)
    return withdrawal


def bring_down(going: Sequence[Page], *, user: Any) -> None:
    with withdrawing_as(Ground.DECIDED):
        for each in going:
            # Nothing happens to an alias that came down with its page. Who calls has asked whether the account may.
            UnpublishPageAction(each.specific, user=user).execute(skip_permission_checks=True)


def note_withdrawal(page: Page, *, reason: Reason) -> Withdrawal:
    """Keep that the platform itself takes a page down now."""
    withdrawal = Withdrawal.objects.create(
        page_id=page.pk,
        title=page.title,
        path=path_of(page),
        reason=reason,
        outcome=Outcome.GONE,
        withdrawer=_acting_now(),
    )
    _keep_addresses(withdrawal, [page])
    return withdrawal


def path_of(page: Page) -> str:
    """The page's address on the court's site, unquoted; "" where it has none."""
    with as_visitors_see():
        parts = page.get_url_parts()
    return unquote(parts[2]) if parts and parts[2] else ""


def url_of(page: Page) -> str:
    """The page's whole address; "" where it has none."""
    with as_visitors_see():
        return page.full_url or ""


def going_with(page: Page, *, descendants: bool = True) -> list[Page]:
    """The public pages that come down with one, the outermost first, then aliases that stand elsewhere."""
    below = page.get_descendants(inclusive=True).live() if descendants else Page.objects.filter(pk=page.pk)
    going = list(below.order_by("path"))
    keys = [each.pk for each in going]
    elsewhere = Page.objects.live().filter(alias_of__in=keys).exclude(pk__in=keys)
    return [*going, *elsewhere.order_by("path")]


def _check(page: Page, decision: Decision, going: Sequence[Page]) -> None:
    if page.depth <= HOME_DEPTH:
        raise WithdrawalRefused(_("首页不能撤下。整个网站停止公开的，由平台关闭网站。"))
    if not page.live:
        raise WithdrawalRefused(_("“%(title)s”现在没有公开。") % {"title": page.draft_title})
    if len(decision.words.strip()) < WORDS_AT_LEAST:
        raise WithdrawalRefused(_("请写明撤下的理由，不少于 %(count)d 个字。") % {"count": WORDS_AT_LEAST})
    _check_replacement(decision, going)
    _check_words(page, decision)


def _check_replacement(decision: Decision, going: Sequence[Page]) -> None:
    target = decision.replacement
    if decision.outcome != Outcome.REPLACED:
        if target is not None:
            raise WithdrawalRefused(_("只有“已由新页面替代”才选替代页面。"))
        return
    if target is None:
        raise WithdrawalRefused(_("请选择替代页面。"))
    if target.pk in {each.pk for each in going}:
        raise WithdrawalRefused(_("替代页面不能是正要撤下的页面，也不能在它的下级。"))
    if not Page.objects.live().public().filter(pk=target.pk).exists() or not path_of(target):
        raise WithdrawalRefused(_("替代页面“%(title)s”没有公开，请选择公众能看到的页面。") % {"title": target.title})


def _check_words(page: Page, decision: Decision) -> None:
    """What had to go does not come back by the reason for which it went."""
    if decision.outcome == Outcome.CORRECTED and not decision.public_words.strip():
        raise WithdrawalRefused(_("更正须向公众说明更正了什么。"))
    if not decision.shows_title and page.title.strip() and page.title.strip() in decision.public_words:
        raise WithdrawalRefused(_("对外说明中有页面的标题，而您没有勾选“保留标题”。请改写对外说明。"))
    for label, text in ((_("理由"), decision.words), (_("对外说明"), decision.public_words)):
        found = [each for each in findings_in(text, court_lists()) if each.severity == Severity.BLOCKS]
        if found:
            raise WithdrawalRefused(
                _("%(label)s中有不能写入的内容：%(finding)s") % {"label": label, "finding": found[0].message}
            )


def _keep_addresses(withdrawal: Withdrawal, pages: Sequence[Page]) -> None:
    paths = {path: page for page in pages if (path := path_of(page))}
    WithdrawnAddress.objects.filter(path__in=paths, ended_at=None).update(ended_at=timezone.now())
    WithdrawnAddress.objects.bulk_create(
        WithdrawnAddress(withdrawal=withdrawal, path=path, page=page.pk, title=page.title)
        for path, page in paths.items()
    )


def _lead_on(going: Sequence[Page], replacement: Page | None) -> None:
    """What was replaced by one of these pages is replaced by what replaces it: no chain is longer than one step."""
    if replacement is not None:
        led_here = Withdrawal.objects.filter(ended_at=None, replacement__in=[each.pk for each in going])
        led_here.update(replacement=replacement)


def _acting_now() -> str:
    actor = current_actor()
    return actor.display or actor.name
