"""栏目调整: what was proposed, what came of it, and what the site itself asks about."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import WatchedViewSet
from sites.upkeep.models import ColumnProposal

_State = ColumnProposal.State


class ProposalIndexView(generic.IndexView):
    page_title = _("栏目调整")
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("column", label=_("栏目"), accessor="column.title", get_url=_url_of),
            Column("act", label=_("办法"), accessor=act_in_words),
            Column("reason", label=_("理由"), accessor="reason", width="28%"),
            StatusTagColumn(
                "state", label=_("状态"), accessor="get_state_display", primary=lambda row: row.state == _State.DONE
            ),
            Column("proposer", label=_("提出人"), accessor=lambda row: row.proposer or _("系统")),
            DateColumn("proposed_at", label=_("提出时间"), sort_key="proposed_at"),
            Column("decider", label=_("审批人"), accessor=lambda row: row.decider or "—"),
        ]

    def get_base_queryset(self) -> QuerySet[ColumnProposal]:
        return ColumnProposal.objects.select_related("column", "into", "unit")


def _url_of(row: ColumnProposal) -> str:
    """A suggestion leads to where something is proposed; everything else to its own page."""
    if row.state == _State.SUGGESTED:
        return reverse("upkeep_propose", args=[row.column_id])
    return reverse("upkeep_proposal", args=[row.pk])


def act_in_words(row: ColumnProposal) -> str:
    target = row.into.title if row.into else row.unit.name if row.unit else ""
    return f"{row.get_act_display()}（{target}）" if target else str(row.get_act_display())


class ProposalViewSet(WatchedViewSet):
    model = ColumnProposal
    name = "column_proposals"
    url_prefix = "upkeep/proposals"
    icon = "folder-inverse"
    menu_label = _("栏目调整")
    menu_name = "column_proposals"
    menu_order = 20
    form_fields = ["reason"]
    index_view_class = ProposalIndexView
    index_template_name = "courts/admin/list.html"
    list_filter = ["state", "act"]
    search_fields = ["column__title", "reason"]
    ordering = ["-pk"]
