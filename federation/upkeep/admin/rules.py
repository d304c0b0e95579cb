"""更新期限: the rule of each kind of column, and when a site fails."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views import generic

from federation.catalogue.columns import ColumnType
from federation.courts.admin_views import ModelPage
from federation.courts.menus import AllowedMenuItem, may
from federation.upkeep.models import FreshnessRule, InspectionTerms
from federation.upkeep.rules import Rule, freshness_rules, inspection_terms
from search.facets import COLUMN_TYPES

_ADDRESS, _EDIT, _TERMS = "upkeep_rules", "upkeep_rules_edit", "upkeep_terms"


@dataclass(frozen=True, slots=True)
class _Row:
    kind: ColumnType
    rule: Rule


def days(count: int) -> str:
    return ngettext("%(days)d 天", "%(days)d 天", count) % {"days": count}


class RulesView(ModelPage):
    model = FreshnessRule
    template_name = "upkeep/admin/rules.html"
    page_title = gettext_lazy("更新期限")
    header_icon = "date"
    any_permission_required = ["change", "view"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [_Row(kind, rule) for kind, rule in freshness_rules().items()]
        return super().get_context_data(**kwargs) | {"table": Table(_columns(), rows), "terms": inspection_terms()}


def _columns() -> list[Column]:
    return [
        TitleColumn(
            "kind",
            label=_("栏目类型"),
            accessor=lambda row: str(COLUMN_TYPES[row.kind]),
            get_url=lambda row: reverse(_EDIT, args=[row.kind]),
        ),
        Column("days", label=_("更新期限"), accessor=lambda row: days(row.rule.days)),
        Column("long_days", label=_("长期未更新"), accessor=lambda row: days(row.rule.long_days)),
        Column("how", label=_("以什么保持"), accessor=_kept_by),
    ]


def _kept_by(row: _Row) -> str:
    return _("更新，或者核对无误") if row.rule.confirmable else _("更新")


class EditRuleView(generic.EditView):
    model = FreshnessRule
    fields = ["days", "long_days", "confirmable"]
    header_icon = "date"
    permission_required = "change"
    edit_url_name = _EDIT
    index_url_name = _ADDRESS
    success_message = gettext_lazy("“%(object)s”类栏目的更新期限已保存。")
    error_message = gettext_lazy("未能保存，请按提示修改。")

    def get_object(self, queryset: Any = None) -> FreshnessRule:
        """As the rule stands, whether the platform has set any or not."""
        rules = freshness_rules()
        if self.kwargs["pk"] not in rules:
            raise Http404
        rule = rules[ColumnType(self.kwargs["pk"])]
        return FreshnessRule(
            kind=self.kwargs["pk"], days=rule.days, long_days=rule.long_days, confirmable=rule.confirmable
        )

    def get_page_subtitle(self) -> str:
        return str(self.object)


class TermsView(generic.EditView):
    model = InspectionTerms
    fields = ["home_days", "stale_columns", "long_stale_columns", "empty_columns"]
    page_title = gettext_lazy("检查标准")
    header_icon = "date"
    permission_required = "change"
    edit_url_name = _TERMS
    index_url_name = _ADDRESS
    success_message = gettext_lazy("检查标准已保存。")
    error_message = gettext_lazy("检查标准未能保存，请按提示修改。")

    def get_object(self, queryset: Any = None) -> InspectionTerms:
        return inspection_terms()

    def get_edit_url(self) -> str:
        return reverse(_TERMS)

    def get_page_subtitle(self) -> str:
        return ""


def rules_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("更新期限"),
        reverse(_ADDRESS),
        allowed=may(FreshnessRule, "change", "view"),
        name="upkeep-rules",
        icon_name="date",
        order=60,
    )


rules_urls = [
    path("upkeep/rules/", RulesView.as_view(), name=_ADDRESS),
    path("upkeep/rules/<str:pk>/", EditRuleView.as_view(), name=_EDIT),
    path("upkeep/terms/", TermsView.as_view(), name=_TERMS),
]
