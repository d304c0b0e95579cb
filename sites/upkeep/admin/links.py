"""失效链接: what of the site leads nowhere or is missing, by page, with its place and what to do."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import WatchedViewSet
from sites.upkeep.models import CheckedAddress, Mention

State, Kind = CheckedAddress.State, CheckedAddress.Kind
WRONG = (State.DEAD, State.SUSPECT, State.UNCLEAR)


class LinkFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        field_name="address__state",
        label=gettext_lazy("状态"),
        choices=[(each.value, each.label) for each in WRONG],
    )
    kind = django_filters.ChoiceFilter(field_name="address__kind", label=gettext_lazy("种类"), choices=Kind.choices)
    reason = django_filters.ChoiceFilter(
        field_name="address__reason", label=gettext_lazy("原因"), choices=CheckedAddress.Reason.choices
    )
    aside = django_filters.BooleanFilter(label=gettext_lazy("已忽略"), method="set_aside")

    class Meta:
        model = Mention
        fields: list[str] = []

    def set_aside(self, queryset: QuerySet[Mention], name: str, value: bool) -> QuerySet[Mention]:
        aside = Q(address__ignored_until__gte=timezone.localdate())
        return queryset.filter(aside) if value else queryset.exclude(aside)


class LinkIndexView(generic.IndexView):
    page_title = gettext_lazy("失效链接")
    any_permission_required = ["view"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("page", label=_("页面"), accessor="page.title", get_url=_edit_url, width="22%"),
            Column("place", label=_("位置"), accessor=_place),
            TitleColumn("address", label=_("地址"), accessor=address_in_words, get_url=_address_url, width="26%"),
            StatusTagColumn(
                "state",
                label=_("状态"),
                accessor="address.get_state_display",
                primary=lambda row: row.address.state == State.DEAD,
                sort_key="address__state",
            ),
            Column("reason", label=_("原因"), accessor=_reason),
            Column("since", label=_("首次失败"), accessor=_since, sort_key="address__failing_since"),
        ]

    def get_base_queryset(self) -> QuerySet[Mention]:
        rows = Mention.objects.filter(address__state__in=WRONG).select_related("page", "address")
        if self.request.GET.get("aside") in ("true", "false"):
            return rows
        return rows.exclude(address__ignored_until__gte=timezone.localdate())


def _edit_url(row: Mention) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.page_id])


def _address_url(row: Mention) -> str:
    return reverse("upkeep_link", args=[row.address_id])


def _place(row: Mention) -> str:
    return f"{row.place}：{row.words}" if row.words else row.place


def address_in_words(row: Mention | CheckedAddress) -> str:
    address = row.address if isinstance(row, Mention) else row
    if address.kind in (Kind.EXTERNAL, Kind.INTERNAL):
        return str(address.target)
    return f"{address.get_kind_display()} {address.target}"


def _reason(row: Mention) -> str:
    return str(row.address.get_reason_display())


def _since(row: Mention) -> str:
    since = row.address.failing_since
    return since.isoformat() if since else "—"


class LinkViewSet(WatchedViewSet):
    model = Mention
    name = "links"
    url_prefix = "upkeep/links"
    icon = "link"
    menu_label = gettext_lazy("失效链接")
    menu_name = "links"
    menu_order = 30
    form_fields = ["place"]
    index_view_class = LinkIndexView
    index_template_name = "upkeep/admin/links.html"
    filterset_class = LinkFilters
    search_fields = ["page__title", "address__target", "words"]
    ordering = ["address__state", "page", "pk"]
