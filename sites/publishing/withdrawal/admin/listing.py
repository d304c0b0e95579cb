"""撤下记录: everything that a court has taken down."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from federation.coordination.reasons import Reason
from federation.courts.admin_views import ModelReport
from sites.publishing.withdrawal.emergencies import may_withdraw_at_once
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.reasons import Outcome

ADDRESS = "withdrawals"


class WithdrawalFilter(WagtailFilterSet):
    reason = django_filters.MultipleChoiceFilter(label=gettext_lazy("原因"), choices=Reason.choices)
    outcome = django_filters.MultipleChoiceFilter(label=gettext_lazy("结果"), choices=Outcome.choices)
    withdrawn_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("日期"), widget=DateRangePickerWidget)
    urgent = django_filters.BooleanFilter(label=gettext_lazy("紧急撤下"))
    title = django_filters.CharFilter(label=gettext_lazy("标题"), lookup_expr="icontains")
    path = django_filters.CharFilter(label=gettext_lazy("地址"), lookup_expr="icontains")

    class Meta:
        model = Withdrawal
        fields: list[str] = []


class WithdrawalsView(ModelReport):
    model = Withdrawal
    page_title = gettext_lazy("撤下记录")
    header_icon = "download"
    index_url_name = ADDRESS
    index_results_url_name = f"{ADDRESS}_results"
    filterset_class = WithdrawalFilter
    template_name = "publishing/history/list.html"
    results_template_name = "withdrawal/admin/list_results.html"
    export_headings = {
        "title": gettext_lazy("标题"),
        "path": gettext_lazy("地址"),
        "get_reason_display": gettext_lazy("原因"),
        "words": gettext_lazy("理由"),
        "public_words": gettext_lazy("对外说明"),
        "get_outcome_display": gettext_lazy("结果"),
        "replacement": gettext_lazy("替代页面"),
        "urgent": gettext_lazy("紧急撤下"),
        "withdrawer": gettext_lazy("撤下人"),
        "withdrawn_at": gettext_lazy("撤下时间"),
        "ended_at": gettext_lazy("恢复公开时间"),
    }
    list_export = list(export_headings)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title", get_url=_url_of),
            Column("reason", label=_("原因"), accessor=_reason, width="26%"),
            Column("outcome", label=_("结果"), accessor=_outcome, width="12%"),
            Column("by", label=_("撤下人"), accessor="withdrawer", width="11%"),
            Column("at", label=_("撤下时间"), accessor=lambda row: _moment(row.withdrawn_at), width="10%"),
            Column("ended", label=_("恢复公开时间"), accessor=lambda row: _moment(row.ended_at), width="10%"),
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not may_withdraw_at_once(self.request.user):
            return []
        return [HeaderButton(_("紧急撤下"), reverse("withdraw_by_address"), icon_name="warning")]

    def get_queryset(self) -> QuerySet[Withdrawal]:
        return Withdrawal.objects.select_related("replacement").order_by("-withdrawn_at", "-pk")

    def get_filename(self) -> str:
        return f"withdrawals-{timezone.localdate().isoformat()}"


def _url_of(row: Withdrawal) -> str:
    return reverse("withdrawal_account", args=[row.pk])


def _reason(row: Withdrawal) -> str:
    return "：".join(filter(None, (str(row.get_reason_display()), row.words)))


def _outcome(row: Withdrawal) -> str:
    target = row.replacement.title if row.replacement else ""
    urgent = _("紧急撤下") if row.urgent else str(row.get_outcome_display())
    return "：".join(filter(None, (urgent, target)))


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
