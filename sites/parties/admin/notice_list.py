"""All notices of the court, by state, and those that wait for somebody's release."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import WatchedViewSet
from sites.parties.admin.notices import notice_address
from sites.parties.admin.rights import RELEASE, has_any
from sites.parties.identifying import case_number
from sites.parties.models import PartyNotice
from sites.publishing.review.todo import ToDo


class NoticeIndexView(generic.IndexView):
    page_title = gettext_lazy("告知事项")
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("标题"), accessor="title", get_url=notice_address),
            Column("case", label=_("案号"), accessor="case.number"),
            Column("kind", label=_("类别"), accessor="get_kind_display"),
            StatusTagColumn(
                "state",
                label=_("状态"),
                accessor="get_state_display",
                primary=lambda row: row.state == PartyNotice.State.RELEASED,
            ),
            Column("writer", label=_("撰写人"), accessor="writer"),
            Column("releaser", label=_("核发人"), accessor="releaser"),
            DateColumn("written_at", label=_("修改时间"), sort_key="written_at"),
        ]

    def get_base_queryset(self) -> QuerySet[PartyNotice]:
        return PartyNotice.objects.select_related("case")

    def search_queryset(self, queryset: QuerySet[PartyNotice]) -> QuerySet[PartyNotice]:
        typed = (self.search_query or "").strip()
        if number := case_number(typed):
            return queryset.filter(case__number=number)
        return queryset.filter(title__icontains=typed) if typed else queryset


class NoticeViewSet(WatchedViewSet):
    model = PartyNotice
    name = "party_notice_list"
    url_prefix = "parties/notices"
    icon = "mail"
    menu_label = gettext_lazy("告知事项")
    menu_name = "party_notices"
    menu_order = 20
    form_fields = ["title"]
    index_view_class = NoticeIndexView
    index_template_name = "courts/admin/list.html"
    list_filter = ["state", "kind"]
    search_fields = ["title"]
    ordering = ["-written_at", "-pk"]


def to_release_by(user: Any) -> Iterator[ToDo]:
    """Notices that wait for a release which this account may give."""
    if not has_any(user, RELEASE):
        return
    waiting = PartyNotice.objects.filter(state=PartyNotice.State.DRAFT).exclude(hands__contains=[user.pk])
    for row in waiting.select_related("case"):
        since = timezone.localdate(row.written_at)
        yield ToDo(_("核发告知当事人的事项"), row.title, notice_address(row), None, since, row.case.number)
