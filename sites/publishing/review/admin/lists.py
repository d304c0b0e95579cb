"""Lists of the review, paged and filtered: what is under way, what was forced, units, who answers for what, who stands in."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminPageChooser

from federation.courts.viewsets import PartialViewSet, WatchedViewSet
from sites.publishing.review.models import (
    ForcedPublication,
    HotTopic,
    Responsibility,
    SignOff,
    Substitution,
    Unit,
)


def yes(value: bool) -> str:
    """What a column says of something that is so or is not."""
    return gettext("是") if value else ""


class OfTheReview(PartialViewSet):
    """A list under 公开审核; its own menu item stands in that menu."""

    icon = "clipboard-list"


class Watched(OfTheReview, WatchedViewSet):
    """A list that is looked at, and changed elsewhere."""


class SignOffIndexView(generic.IndexView):
    page_title = _("审核进展")
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("page", label=_("标题"), accessor="page.draft_title", get_url=_sign_url),
            Column("step", label=_("事项"), accessor=str),
            Column("state", label=_("状态"), accessor="get_state_display", sort_key="state"),
            Column("due_on", label=_("期限"), accessor=lambda row: row.due_on.isoformat(), sort_key="due_on"),
            Column("escalation", label=_("督办"), accessor=_escalation, sort_key="escalation"),
            Column("signer", label=_("办理人"), accessor="signer"),
        ]

    def get_base_queryset(self) -> QuerySet[SignOff]:
        return SignOff.objects.select_related("page", "unit")

    def search_queryset(self, queryset: QuerySet[SignOff]) -> QuerySet[SignOff]:
        typed = (self.search_query or "").strip()
        return queryset.filter(page__draft_title__icontains=typed) if typed else queryset


def _sign_url(row: SignOff) -> str:
    return reverse("review_sign", args=[row.pk])


def _escalation(row: SignOff) -> str:
    return str(row.get_escalation_display()) if row.escalation else ""


class SignOffViewSet(Watched):
    model = SignOff
    name = "sign_offs"
    url_prefix = "review/sign-offs"
    menu_label = _("审核进展")
    menu_name = "sign_offs"
    form_fields = ["comment"]
    menu_order = 10
    index_view_class = SignOffIndexView
    list_filter = ["state", "kind", "unit", "escalation"]
    search_fields = ["page__draft_title"]
    ordering = ["-asked_at", "-pk"]


class ForcedIndexView(generic.IndexView):
    page_title = _("强制公开")
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("page", label=_("标题"), accessor=str, get_url=_confirm_url),
            Column("reason", label=_("理由"), accessor="reason"),
            Column("by", label=_("公开人"), accessor="release.releaser"),
            DateColumn("at", label=_("公开时间"), accessor="release.released_at", sort_key="release__released_at"),
            Column("confirmer", label=_("确认人"), accessor="confirmer"),
            DateColumn("confirmed_at", label=_("确认时间"), sort_key="confirmed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[ForcedPublication]:
        return ForcedPublication.objects.select_related("release__page")


def _confirm_url(forced: ForcedPublication) -> str:
    return reverse("review_confirm", args=[forced.pk])


class ForcedViewSet(Watched):
    model = ForcedPublication
    name = "forced_publications"
    url_prefix = "review/forced-publications"
    icon = "warning"
    menu_label = _("强制公开")
    menu_name = "forced_publications"
    form_fields = ["reason"]
    menu_order = 20
    index_view_class = ForcedIndexView
    ordering = ["-pk"]


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ["name", "head", "people", "default", "active", "order"]
        widgets = {"people": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts: Any = get_user_model().objects.filter(is_active=True).order_by("last_name", "username")
        for name in ("head", "people"):
            field: Any = self.fields[name]
            field.queryset = accounts
            field.label_from_instance = lambda user: user.get_full_name() or user.get_username()


class UnitViewSet(OfTheReview):
    model = Unit
    name = "units"
    url_prefix = "review/units"
    icon = "group"
    menu_label = _("部门")
    menu_name = "units"
    menu_order = 40
    list_display = [
        "name",
        Column("head", label=_("负责人"), accessor="head.get_full_name"),
        Column("people", label=_("人数"), accessor=lambda unit: unit.people.count()),
        Column("default", label=_("兜底部门"), accessor=lambda unit: yes(unit.default)),
        Column("active", label=_("在用"), accessor=lambda unit: yes(unit.active)),
    ]
    list_filter = ["active"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UnitForm


class ResponsibilityForm(forms.ModelForm):
    class Meta:
        model = Responsibility
        fields = ["item", "column", "unit", "contact", "phone", "partners", "needs_approval", "needs_assessment"]
        widgets = {"column": AdminPageChooser(), "partners": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("item")) == bool(cleaned.get("column")):
            self.add_error("item", _("请在公开目录事项和栏目中选择一个，不能都选或都不选。"))
        return cleaned


class ResponsibilityViewSet(OfTheReview):
    model = Responsibility
    name = "responsibilities"
    url_prefix = "review/responsibilities"
    icon = "user"
    menu_label = _("责任分工")
    menu_name = "responsibilities"
    menu_order = 50
    list_display = [
        "__str__",
        "unit",
        Column("needs_approval", label=_("须经审批"), accessor=lambda row: yes(row.needs_approval)),
        Column("needs_assessment", label=_("须经风险评估"), accessor=lambda row: yes(row.needs_assessment)),
    ]
    list_filter = ["unit", "needs_approval", "needs_assessment"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return ResponsibilityForm


class SubstitutionViewSet(OfTheReview):
    model = Substitution
    name = "substitutions"
    url_prefix = "review/substitutions"
    icon = "user"
    menu_label = _("代办")
    menu_name = "substitutions"
    menu_order = 60
    list_display = ["__str__", "first_day", "last_day", "reason"]
    form_fields = ["absent", "substitute", "first_day", "last_day", "reason"]


class HotTopicViewSet(OfTheReview):
    model = HotTopic
    name = "hot_topics"
    url_prefix = "review/hot-topics"
    icon = "help"
    menu_label = _("社会关注热点")
    menu_name = "hot_topics"
    menu_order = 30
    list_display = ["title", "unit", "respond_by", Column("state", label=_("状态"), accessor="get_state_display")]
    list_filter = ["state", "unit"]
    search_fields = ["title", "occasion"]
