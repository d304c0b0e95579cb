"""One proposal: what it would do or did, deciding it, its progress, stopping, going on and undoing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.pages.column import ColumnPage
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.admin.proposals import act_in_words
from sites.upkeep.keeping import may_organise
from sites.upkeep.models import ColumnProposal
from sites.upkeep.proposals import deciding
from sites.upkeep.proposals.plan import Plan, plan
from sites.upkeep.proposals.proposing import withdraw

State = ColumnProposal.State


class ProposalView(UpkeepPage, TemplateView):
    template_name = "upkeep/admin/proposal.html"
    page_title = gettext_lazy("栏目调整")

    @cached_property
    def row(self) -> ColumnProposal:
        rows = ColumnProposal.objects.select_related("column", "into", "unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.row)

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        act = self._acts().get(request.POST.get("act", ""))
        if act is not None:
            try:
                messages.success(request, act())
            except FederationError as refusal:
                messages.error(request, str(refusal))
        return redirect("upkeep_proposal", self.row.pk)

    def _acts(self) -> dict[str, Callable[[], str]]:
        row, user = self.row, self.request.user
        opinion = self.request.POST.get("opinion", "")[:1000]

        def done(said: str, act: Callable[[], Any]) -> Callable[[], str]:
            def doing() -> str:
                act()
                return said

            return doing

        return {
            "approve": done(_("已同意，开始执行。"), lambda: deciding.approve(row, user=user, opinion=opinion)),
            "refuse": done(_("已记录：不同意。"), lambda: deciding.refuse(row, user=user, opinion=opinion)),
            "withdraw": done(_("已撤回。"), lambda: withdraw(row, user=user)),
            "stop": done(_("将在当前页面之后停止。"), lambda: deciding.stop(row, user=user)),
            "go_on": done(_("继续执行。"), lambda: deciding.go_on(row, user=user)),
            "undo": done(_("开始撤销，页面将移回原栏目。"), lambda: deciding.undo(row, user=user)),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.row, self.request.user
        decider = deciding.may_decide(user)
        ended = row.state in (State.DONE, State.STOPPED) and row.act != ColumnProposal.Act.KEEP
        return super().get_context_data(**kwargs) | {
            "row": row,
            "act": act_in_words(row),
            "plan": self._plan(),
            "may_decide": decider and row.state == State.PROPOSED and row.proposed_by_id != user.pk,
            "own": row.state == State.PROPOSED and row.proposed_by_id == user.pk,
            "may_withdraw": row.state == State.PROPOSED and (row.proposed_by_id == user.pk or may_organise(user)),
            "active": row.state in (State.RUNNING, State.UNDOING),
            "may_stop": decider and row.state == State.RUNNING,
            "may_go_on": decider and row.state == State.STOPPED,
            "may_undo": decider and ended,
        }

    def _plan(self) -> Plan | None:
        """What it would do as things stand now; None once it is decided."""
        column = ColumnPage.objects.filter(pk=self.row.column_id).first()
        if self.row.state != State.PROPOSED or column is None:
            return None
        return plan(column, deciding.wanted_by(self.row))
