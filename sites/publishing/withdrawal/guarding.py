"""The guard on the way down: nothing that is public comes down without a reason, by whichever way of Wagtail's.

The editor, bulk actions, deletion, code, moves and restrictions all end in one of these signals. What comes down by the clock
gets its reason here.
"""

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import pre_page_move

from federation.coordination.reasons import Reason
from federation.courts.selectors import court_of_schema
from sites.publishing.gate.errors import WithdrawalRefused
from sites.publishing.withdrawal.grounds import may_come_down
from sites.publishing.withdrawal.withdrawing import note_withdrawal


@receiver(pre_save)
def nothing_comes_down_without_a_reason(
    sender: type, instance: Any, update_fields: frozenset[str] | None = None, raw: bool = False, **kwargs: Any
) -> None:
    if raw or not issubclass(sender, Page) or instance.live or not (update_fields is None or "live" in update_fields):
        return
    if may_come_down() or not _is_public(instance):
        return
    if instance.expired:
        note_withdrawal(instance, reason=Reason.SCHEDULED)
        return
    raise WithdrawalRefused(
        _("“%(title)s”已经公开，撤下须写明原因。请在页面的“撤下”中办理。") % {"title": instance.title}
    )


@receiver(pre_delete, sender=Page)
def nothing_public_is_deleted(instance: Page, **kwargs: Any) -> None:
    if instance.live and not may_come_down() and _is_public(instance):
        raise WithdrawalRefused(
            _("“%(title)s”已经公开，不能直接删除。请先写明原因撤下，再删除。") % {"title": instance.title}
        )


@receiver(pre_save, sender=PageViewRestriction)
def nothing_public_is_restricted(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _refuse_to_hide(instance.page)


@receiver(pre_page_move)
def nothing_public_moves_behind_a_restriction(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    if parent_page_after.get_view_restrictions():
        _refuse_to_hide(instance)


def _refuse_to_hide(page: Page) -> None:
    """Whoever may read it still finds it; to everybody else it is withdrawn, and so it takes a reason."""
    if may_come_down() or court_of_schema() is None:
        return
    public = page.get_descendants(inclusive=True).live().public().first()
    if public is not None:
        raise WithdrawalRefused(
            _("“%(title)s”已经公开，不能改为仅限部分人访问。请先写明原因撤下，再设置访问限制。")
            % {"title": public.title}
        )


def _is_public(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk, live=True).exists() and court_of_schema() is not None
