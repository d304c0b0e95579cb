"""Confirming what a column holds, and setting a stricter rule for it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.catalogue.columns import ColumnType
from federation.domain.errors import FederationError
from federation.upkeep.rules import freshness_rules
from sites.pages.column import ColumnPage
from sites.publishing.review.models import Unit
from sites.publishing.review.naming import name_of
from sites.upkeep.answering import default_unit, responsibilities_of
from sites.upkeep.models import ColumnRule, Confirmation


class UpkeepRefused(FederationError):
    """Something may not be done to a column, or not by this account."""


def unit_of_column(column: ColumnPage) -> Unit | None:
    """The unit that answers for a column, by the same rules as for the list of all."""
    line = ColumnPage.objects.ancestor_of(column, inclusive=True)
    row = responsibilities_of(line).get(column.pk)
    return row.unit if row else default_unit()


def may_confirm(user: Any, column: ColumnPage) -> bool:
    """People of the responsible unit, and whoever organises the court's publications."""
    unit = unit_of_column(column)
    return may_organise(user) or (unit is not None and unit.people.filter(pk=user.pk).exists())


def may_organise(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("court_review.organise"))


def confirm_column(column: ColumnPage, *, user: Any, remark: str) -> Confirmation:
    """Record that somebody has looked at what the column holds today and found it right. Raises UpkeepRefused."""
    if not may_confirm(user, column):
        raise UpkeepRefused(_("“%(column)s”由责任部门核对，您不在其中。") % {"column": column.title})
    if not freshness_rules()[ColumnType(column.kind)].confirmable:
        raise UpkeepRefused(_("“%(column)s”须以更新保持，不能以核对代替。") % {"column": column.title})
    return Confirmation.objects.create(
        column=column,
        confirmed_on=timezone.localdate(),
        confirmed_by=user,
        confirmer=name_of(user),
        remark=remark.strip(),
    )


def set_days(column: ColumnPage, days: int | None, *, user: Any) -> ColumnRule:
    """Have one column renewed more often than the platform asks; None takes that back. Raises UpkeepRefused."""
    if not may_organise(user):
        raise UpkeepRefused(_("只有监督员可以设定栏目的更新期限。"))
    platform = freshness_rules()[ColumnType(column.kind)].days
    if days is not None and days > platform:
        raise UpkeepRefused(
            _("平台对这类栏目的期限是 %(platform)d 天，法院只能定得更严，不能放宽到 %(days)d 天。")
            % {"platform": platform, "days": days}
        )
    return ColumnRule.objects.update_or_create(column=column, defaults={"days": days})[0]
