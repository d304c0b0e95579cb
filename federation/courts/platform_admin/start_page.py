"""What the platform's start page and search field show in place of pages, which the public schema has none of."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.permissions import policy_registry

from federation.courts.current import on_platform
from federation.courts.models import Court, CourtSite


class CourtsSummary(SummaryItem):
    """How many sites are on line and closed, and how long the directory is."""

    template_name = "courts/admin/summary.html"

    def get_context_data(self, parent_context: Any) -> dict[str, int]:
        hosted, on_line = CourtSite.objects.hosted().count(), CourtSite.objects.on_line().count()
        return {"on_line": on_line, "closed": hosted - on_line, "courts": Court.objects.count()}

    def is_shown(self) -> bool:
        return may_see_the_directory(self.request)


class DirectorySearch(SearchArea):
    def __init__(self) -> None:
        super().__init__(
            _("法院名录"), reverse_lazy("court_directory:index"), name="courts", icon_name="group", order=1
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_the_directory(request)


def may_see_the_directory(request: HttpRequest) -> bool:
    if not on_platform():
        return False
    return policy_registry.get_by_type(Court).user_has_any_permission(request.user, ["add", "change", "delete", "view"])
