"""States of the matrix in words."""

from django.utils.translation import gettext_lazy as _

from federation.catalogue.coverage import State

STATE_NAMES = {
    State.CURRENT: _("正常"),
    State.DUE_SOON: _("即将到期"),
    State.OVERDUE: _("逾期"),
    State.WITHHELD: _("不予公开"),
    State.MISSING: _("未公开"),
}
