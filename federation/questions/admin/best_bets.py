"""推荐: links that are pinned above the results of certain questions."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import PartialViewSet
from federation.questions.best_bets import locate, with_state
from federation.questions.models import BestBet

STATES = {
    "shown": gettext_lazy("有效"),
    "broken": gettext_lazy("失效：页面已下线"),
    "planned": gettext_lazy("未开始"),
    "over": gettext_lazy("已结束"),
}


class BestBetForm(forms.ModelForm):
    class Meta:
        model = BestBet
        fields = ["questions", "match", "title", "text", "url", "starts_on", "ends_on", "place"]
        widgets = {
            "questions": forms.Textarea(attrs={"rows": 4}),
            "starts_on": forms.DateInput(attrs={"type": "date"}),
            "ends_on": forms.DateInput(attrs={"type": "date"}),
        }

    def save(self, commit: bool = True) -> BestBet:
        locate(self.instance)
        bet: BestBet = super().save(commit)
        return bet


def state_of(bet: Any) -> str:
    """Which of `STATES` a best bet is in; of one whose page came down that is said first."""
    today = timezone.localdate()
    if not bet.stands:
        return "broken"
    if bet.starts_on and bet.starts_on > today:
        return "planned"
    return "over" if bet.ends_on and bet.ends_on < today else "shown"


def leads_to(bet: BestBet) -> str:
    """What kind of page the link leads to."""
    if bet.document:
        return _("本平台的文章")
    return _("本平台的网站") if bet.host else _("站外网址")


def period_of(bet: BestBet) -> str:
    """When it is shown, in words."""
    days = {"start": bet.starts_on, "end": bet.ends_on}
    if bet.starts_on and bet.ends_on:
        return _("%(start)s 至 %(end)s") % days
    if bet.starts_on:
        return _("%(start)s 起") % days
    return _("至 %(end)s") % days if bet.ends_on else _("长期")


class BestBetFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("状态"), choices=list(STATES.items()), method="in_state", empty_label=gettext_lazy("全部")
    )

    class Meta:
        model = BestBet
        fields: list[str] = []

    def in_state(self, bets: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        today = timezone.localdate()
        standing = bets.filter(stands=True)
        planned = standing.filter(starts_on__gt=today)
        over = standing.filter(ends_on__lt=today)
        if state == "shown":
            return standing.exclude(starts_on__gt=today).exclude(ends_on__lt=today)
        return {"broken": bets.filter(stands=False), "planned": planned, "over": over}[state]


class BestBetIndexView(generic.IndexView):
    page_title = gettext_lazy("推荐")

    @cached_property
    def add_item_label(self) -> str:
        return _("添加推荐")

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_state(BestBet.objects.all())


class BestBetViewSet(PartialViewSet):
    model = BestBet
    name = "best_bets"
    url_prefix = "best-bets"
    icon = "pick"
    menu_label = gettext_lazy("推荐")
    menu_name = "best_bets"
    menu_order = 10
    index_view_class = BestBetIndexView
    index_template_name = "courts/admin/list.html"
    filterset_class = BestBetFilters
    list_display = [
        "title",
        Column("questions", label=gettext_lazy("问题"), accessor=lambda bet: "；".join(bet.lines())),
        Column("leads_to", label=gettext_lazy("目标"), accessor=leads_to),
        StatusTagColumn(
            "state",
            label=gettext_lazy("状态"),
            accessor=lambda bet: STATES[state_of(bet)],
            primary=lambda bet: state_of(bet) == "shown",
        ),
        Column("period", label=gettext_lazy("有效期"), accessor=period_of, sort_key="starts_on"),
    ]
    search_fields = ["title", "questions", "text", "url"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return BestBetForm
