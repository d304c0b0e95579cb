"""协调 in the platform's admin: what courts forced, what they let lie, what they ask each other, and the calendar."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from federation.coordination.models import (
    CalendarDay,
    CopyRequest,
    Countersignature,
    ForcedPublicationReport,
    OverdueReport,
    WithdrawalReport,
)
from federation.courts.menus import PlatformSubmenu
from federation.courts.viewsets import PartialViewSet, WatchedViewSet

HOOK = "register_coordination_menu_item"
menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_coordination_menu")


def coordination_menu_item() -> MenuItem:
    return PlatformSubmenu(_("公开协调"), menu, name="coordination", icon_name="clipboard-list", order=120)


class Told(WatchedViewSet):
    """What courts tell the platform."""

    icon = "warning"
    form_fields = ["court"]


class ForcedIndexView(generic.IndexView):
    page_title = _("强制公开")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title", get_url=lambda row: row.url or None),
            Column("court", label=_("法院"), accessor="court.name"),
            Column("reason", label=_("理由"), accessor="reason"),
            Column("forced_by", label=_("公开人"), accessor="forced_by"),
            DateColumn("forced_at", label=_("公开时间"), sort_key="forced_at"),
            Column("confirmed_by", label=_("确认人"), accessor="confirmed_by"),
            DateColumn("confirmed_at", label=_("确认时间"), sort_key="confirmed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[ForcedPublicationReport]:
        return ForcedPublicationReport.objects.select_related("court")


class ForcedViewSet(Told):
    model = ForcedPublicationReport
    name = "forced_reports"
    url_prefix = "coordination/forced-publications"
    menu_label = _("强制公开")
    menu_name = "forced_reports"
    menu_order = 10
    index_view_class = ForcedIndexView
    search_fields = ["title", "court__name", "reason"]
    ordering = ["-forced_at"]


class OverdueIndexView(generic.IndexView):
    page_title = _("逾期督办")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title"),
            Column("court", label=_("法院"), accessor="court.name"),
            Column("step", label=_("环节"), accessor="step"),
            Column("due_on", label=_("期限"), accessor=lambda row: row.due_on.isoformat(), sort_key="due_on"),
            DateColumn("reported_at", label=_("上报时间"), sort_key="reported_at"),
            DateColumn("settled_at", label=_("办结时间"), sort_key="settled_at"),
        ]

    def get_base_queryset(self) -> QuerySet[OverdueReport]:
        return OverdueReport.objects.select_related("court")


class OverdueViewSet(Told):
    model = OverdueReport
    name = "overdue_reports"
    url_prefix = "coordination/overdue"
    icon = "history"
    menu_label = _("逾期督办")
    menu_name = "overdue_reports"
    menu_order = 20
    index_view_class = OverdueIndexView
    search_fields = ["title", "court__name"]
    ordering = ["-reported_at"]


class CountersignatureIndexView(generic.IndexView):
    page_title = _("法院会签")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title"),
            Column("asking", label=_("提请法院"), accessor="asking.name"),
            Column("asked", label=_("会签法院"), accessor="asked.name"),
            Column("due_on", label=_("期限"), accessor=lambda row: row.due_on.isoformat(), sort_key="due_on"),
            Column("state", label=_("状态"), accessor="get_state_display", sort_key="state"),
            Column("signer", label=_("会签人"), accessor="signer"),
        ]

    def get_base_queryset(self) -> QuerySet[Countersignature]:
        return Countersignature.objects.select_related("asking", "asked").defer("html")


class CountersignatureViewSet(Told):
    model = Countersignature
    name = "countersignatures"
    url_prefix = "coordination/countersignatures"
    icon = "globe"
    form_fields = ["asked"]
    menu_label = _("法院会签")
    menu_name = "countersignatures"
    menu_order = 30
    index_view_class = CountersignatureIndexView
    list_filter = ["state"]
    search_fields = ["title", "asking__name", "asked__name"]
    ordering = ["-asked_at"]


class CalendarDayForm(forms.ModelForm):
    class Meta:
        model = CalendarDay
        fields = ["day", "works", "name"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("day")
        if day and cleaned.get("works") and day.weekday() < 5:
            self.add_error("works", _("这一天不是周末，本来就上班。"))
        return cleaned


def _kind_of(day: CalendarDay) -> str:
    return gettext("调休上班") if day.works else gettext("放假")


class CalendarDayViewSet(PartialViewSet):
    model = CalendarDay
    name = "calendar_days"
    url_prefix = "coordination/calendar"
    icon = "date"
    menu_label = _("节假日")
    menu_name = "calendar_days"
    menu_order = 40
    list_display = ["day", "name", Column("works", label=_("上班或放假"), accessor=_kind_of)]
    list_filter = ["works"]
    ordering = ["-day"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return CalendarDayForm


class WithdrawalIndexView(generic.IndexView):
    page_title = _("紧急撤下")

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("责令撤下"), reverse("order_withdrawal"), icon_name="warning")]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title", get_url=_act_url),
            Column("court", label=_("法院"), accessor="court.name"),
            Column("reason", label=_("理由"), accessor="reason"),
            Column("withdrawn_by", label=_("撤下人"), accessor="withdrawn_by"),
            DateColumn("withdrawn_at", label=_("撤下时间"), sort_key="withdrawn_at"),
            Column("left_open", label=_("未到之处"), accessor=lambda row: row.left_open or "", sort_key="left_open"),
            Column("confirmed_by", label=_("确认人"), accessor="confirmed_by"),
        ]

    def get_base_queryset(self) -> QuerySet[WithdrawalReport]:
        return WithdrawalReport.objects.select_related("court").defer("places")


def _act_url(row: WithdrawalReport) -> str:
    return reverse("withdrawal_act", args=[row.act])


class WithdrawalViewSet(Told):
    model = WithdrawalReport
    name = "withdrawal_reports"
    url_prefix = "coordination/withdrawals"
    menu_label = _("紧急撤下")
    menu_name = "withdrawal_reports"
    menu_order = 12
    index_view_class = WithdrawalIndexView
    list_filter = ["ordered"]
    search_fields = ["title", "court__name", "reason"]
    ordering = ["-withdrawn_at"]


class CopyRequestIndexView(generic.IndexView):
    page_title = _("请求撤下")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title", get_url=_order_url),
            Column("asking", label=_("提请法院"), accessor="asking.name"),
            Column("holding", label=_("公开法院"), accessor="holding.name"),
            Column("url", label=_("网址"), accessor="url"),
            DateColumn("asked_at", label=_("提请时间"), sort_key="asked_at"),
            Column("state", label=_("状态"), accessor="get_state_display", sort_key="state"),
            Column("decided_by", label=_("办理人"), accessor="decided_by"),
        ]

    def get_base_queryset(self) -> QuerySet[CopyRequest]:
        return CopyRequest.objects.select_related("asking", "holding")


def _order_url(row: CopyRequest) -> str | None:
    waits = row.state == CopyRequest.State.WAITING
    return f"{reverse('order_withdrawal')}?{urlencode({'q': row.url})}" if waits else None


class CopyRequestViewSet(Told):
    model = CopyRequest
    form_fields = ["holding"]
    name = "copy_requests"
    url_prefix = "coordination/copy-requests"
    icon = "download"
    menu_label = _("请求撤下")
    menu_name = "copy_requests"
    menu_order = 14
    index_view_class = CopyRequestIndexView
    list_filter = ["state"]
    search_fields = ["title", "asking__name", "holding__name", "url"]
    ordering = ["-asked_at"]
