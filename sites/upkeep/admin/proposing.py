"""Proposing what is to become of a column: first what would happen, then the proposal itself."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.pages.column import ColumnPage
from sites.publishing.review.models import Unit
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.due import live_columns
from sites.upkeep.models import ColumnProposal
from sites.upkeep.proposals.plan import Wanted, plan
from sites.upkeep.proposals.proposing import may_propose, propose

Act = ColumnProposal.Act


class ProposalForm(forms.Form):
    act = forms.ChoiceField(label=gettext_lazy("办法"), choices=Act.choices, widget=forms.RadioSelect)
    into = forms.ChoiceField(label=gettext_lazy("归并到"), required=False)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("保证更新的部门"),
        queryset=Unit.objects.filter(active=True),
        required=False,
        help_text=gettext_lazy("只在选择“保留”时填写。"),
    )
    days = forms.IntegerField(
        label=gettext_lazy("保证多少天内更新"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("只在选择“保留”时填写，不超过平台规定的期限。"),
    )
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, column: ColumnPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {str(each.pk): each for each in live_columns() if each.pk != column.pk}
        titles = {each.path: each.title for each in (*self._columns.values(), column)}
        field: Any = self.fields["into"]
        field.choices = [("", "———"), *((key, _trail(each, titles)) for key, each in self._columns.items())]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        act = given["act"]
        return Wanted(
            act=act,
            into=self._columns.get(given["into"]) if act == Act.MERGE else None,
            unit=given["unit"] if act == Act.KEEP else None,
            days=given["days"] if act == Act.KEEP else None,
        )


def _trail(column: ColumnPage, titles: dict[str, str]) -> str:
    line = [column.path[:end] for end in range(ColumnPage.steplen, len(column.path) + 1, ColumnPage.steplen)]
    return " › ".join(titles[path] for path in line if path in titles)


class ProposeView(UpkeepPage, FormView):
    """`preview` shows what would happen, `propose` puts it before whoever approves."""

    form_class = ProposalForm
    template_name = "upkeep/admin/propose.html"
    page_title = gettext_lazy("调整栏目")

    @cached_property
    def column(self) -> ColumnPage:
        return get_object_or_404(ColumnPage.objects.kept_up().live(), pk=self.kwargs["pk"])

    @cached_property
    def suggestion(self) -> ColumnProposal | None:
        """What the site itself asks about the column, if it does."""
        return ColumnProposal.objects.filter(column=self.column, state=ColumnProposal.State.SUGGESTED).first()

    def may(self, user: Any) -> bool:
        return super().may(user) and may_propose(user, self.column)

    def get_page_subtitle(self) -> str:
        return str(self.column.title)

    def get_initial(self) -> dict[str, Any]:
        asked = self.suggestion
        return {"act": asked.act or Act.MERGE, "reason": asked.reason} if asked else {"act": Act.MERGE}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"column": self.column}

    def form_valid(self, form: ProposalForm) -> HttpResponse:
        wanted = form.wanted()
        if "propose" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, plan=plan(self.column, wanted)))
        try:
            made = propose(self.column, wanted, user=self.request.user, reason=form.cleaned_data["reason"])
        except FederationError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("建议已提交，等待其他人员审批。"))
        return redirect("upkeep_proposal", made.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"column": self.column, "suggestion": self.suggestion}
