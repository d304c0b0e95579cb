"""One column: how it stands, confirming what it holds, adding to it, and the court's own rule for it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.pages.column import ColumnPage
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.admin.wording import STATE_NAMES, responsible_in_words, rule_in_words
from sites.upkeep.due import ColumnDue, only_gathers, overview
from sites.upkeep.keeping import confirm_column, may_confirm, may_organise, set_days
from sites.upkeep.models import ColumnRule, Confirmation
from sites.upkeep.proposals.proposing import may_propose

SHOWN = 20
"""Confirmations on the page, newest first."""


class ConfirmForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("例如核对了哪些内容、依据什么。可不填。"),
    )


class DaysForm(forms.ModelForm):
    class Meta:
        model = ColumnRule
        fields = ["days"]


class ColumnView(UpkeepPage, TemplateView):
    template_name = "upkeep/admin/column.html"

    @cached_property
    def column(self) -> ColumnPage:
        return get_object_or_404(ColumnPage.objects.live(), pk=self.kwargs["pk"])

    @cached_property
    def row(self) -> ColumnDue | None:
        """None where the column does not count: it only gathers others, or not everybody may read it."""
        return next((row for row in overview(today=timezone.localdate()).columns if row.column == self.column), None)

    def get_page_title(self) -> str:
        return str(self.column.title)

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        form = self._form_sent()
        if form.is_valid():
            try:
                messages.success(request, self._act(form))
                return redirect("upkeep_column", self.column.pk)
            except FederationError as refusal:
                form.add_error(None, str(refusal))
        name = "days_form" if isinstance(form, DaysForm) else "confirm_form"
        return self.render_to_response(self.get_context_data(**{name: form}))

    def _form_sent(self) -> forms.BaseForm:
        given = self.request.POST
        return DaysForm(given) if "set_days" in given else ConfirmForm(given)

    def _act(self, form: forms.BaseForm) -> str:
        """Do it and say so. Raises FederationError."""
        if isinstance(form, DaysForm):
            set_days(self.column, form.cleaned_data["days"], user=self.request.user)
            return _("“%(column)s”的更新期限已保存。") % {"column": self.column.title}
        confirm_column(self.column, user=self.request.user, remark=form.cleaned_data["remark"])
        return _("已记录：“%(column)s”今天核对无误。") % {"column": self.column.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.row, self.request.user
        kept = ColumnRule.objects.filter(column=self.column).first()
        return super().get_context_data(**kwargs) | {
            "column": self.column,
            "row": row,
            "gathers": row is None and only_gathers(self.column),
            "state": STATE_NAMES[row.state] if row else "",
            "rule": rule_in_words(row) if row else "",
            "responsible": responsible_in_words(row) if row else "",
            "may_confirm": bool(row and row.rule.confirmable and row.pages and may_confirm(user, self.column)),
            "may_set_days": may_organise(user),
            "confirm_form": kwargs.get("confirm_form") or ConfirmForm(),
            "days_form": kwargs.get("days_form") or DaysForm(instance=kept),
            "confirmations": Confirmation.objects.filter(column=self.column)[:SHOWN],
            "add_url": self._add_url(),
            "may_propose": may_propose(user, self.column),
        }

    def _add_url(self) -> str:
        """Where an article is added to the column, for those who may."""
        if not self.column.permissions_for_user(self.request.user).can_add_subpage():
            return ""
        return reverse("wagtailadmin_pages:add", args=["court_pages", "articlepage", self.column.pk])
