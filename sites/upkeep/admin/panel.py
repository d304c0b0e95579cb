"""What of the site's upkeep stands on everybody's start page."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from sites.upkeep.admin.access import may_look
from sites.upkeep.admin.wording import indicators_in_words
from sites.upkeep.due import LATE, State, overview
from sites.upkeep.models import ColumnProposal


class UpkeepPanel(Component):
    """The verdict on the site, in a line or two: what would fail it today, and how much falls due."""

    name = "upkeep"
    template_name = "upkeep/admin/panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        if not may_look(request.user):
            return {"shown": False}
        found = overview(today=timezone.localdate())
        return {
            "shown": True,
            "fails": found.verdict.fails,
            "standing": [text for text, stands in indicators_in_words(found.verdict) if stands],
            "late": found.number_in(*LATE),
            "due_soon": found.number_in(State.DUE_SOON),
            "suggested": ColumnProposal.objects.filter(state=ColumnProposal.State.SUGGESTED).count(),
        }
