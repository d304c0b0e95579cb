"""迁移登记: which courts ask to move in, why (article 20 of 法发〔2018〕20号), and how far they are."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from federation.courts.errors import DomainRefused
from federation.courts.intake import MoveRequest
from federation.courts.models import CourtSite
from federation.courts.moving_in import begin_move
from federation.courts.names import checked_domain
from federation.courts.platform_admin.choosing import court_chooser_viewset
from federation.courts.viewsets import PartialViewSet
from federation.domain.courts import Level
from federation.domain.errors import FederationError

LACKS = {"lacks_people": "people", "lacks_funds": "funds", "lacks_maintenance": "maintenance"}


class MoveRequestForm(forms.ModelForm):
    """Article 20 names basic courts that lack people, funds or mechanisms; any other court says why it moves."""

    class Meta:
        model = MoveRequest
        fields = [
            "court", "legacy_url", "temporary_domain", "wanted_domain",
            "lacks_people", "people", "lacks_funds", "funds", "lacks_maintenance", "maintenance",
            "destination", "remarks", "contact", "phone", "wanted_on",
        ]  # fmt: skip
        widgets = {
            "court": court_chooser_viewset.widget_class(),
            "wanted_on": forms.DateInput(attrs={"type": "date"}),
            **{name: forms.Textarea(attrs={"rows": 2}) for name in (*LACKS.values(), "remarks")},
        }
        field_classes = {"legacy_url": forms.URLField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].disabled = not self.instance._state.adding

    def clean_temporary_domain(self) -> str:
        return self._domain("temporary_domain")

    def clean_wanted_domain(self) -> str:
        return self._domain("wanted_domain") if self.cleaned_data["wanted_domain"] else ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        ticked = [name for name in LACKS if cleaned.get(name)]
        for name in ticked:
            if not cleaned.get(LACKS[name], "").strip():
                self.add_error(LACKS[name], _("请写明具体情况。"))
        court = cleaned.get("court")
        covered = bool(ticked) and court is not None and court.level == Level.BASIC
        if not covered and court is not None and not cleaned.get("remarks", "").strip():
            self.add_error(
                "remarks",
                _("意见第二十条针对缺乏人力、财力和机制保障的基层法院。不属于这种情况的，请在此说明迁移的理由。"),
            )
        return cleaned

    def _domain(self, name: str) -> str:
        try:
            return checked_domain(self.cleaned_data[name])
        except DomainRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class FileRequestView(generic.CreateView):
    page_title = gettext_lazy("登记迁移申请")

    def save_instance(self) -> MoveRequest:
        self.form.instance.filed_by = self.request.user.get_username()
        request: MoveRequest = super().save_instance()
        return request

    def get_success_buttons(self) -> list[Any]:
        """Next, what is mostly done at once."""
        return [messages.button(_begin_url(self.object), _("开通网站并登记迁移")), *super().get_success_buttons()]


class RequestIndexView(generic.IndexView):
    page_title = gettext_lazy("迁移登记")

    @cached_property
    def add_item_label(self) -> str:
        return _("登记迁移申请")

    def get_base_queryset(self) -> QuerySet[MoveRequest]:
        return MoveRequest.objects.select_related("court")

    def get_list_more_buttons(self, instance: MoveRequest) -> list[MenuItem]:
        buttons = list(super().get_list_more_buttons(instance))
        if instance.stage == MoveRequest.Stage.FILED and self.user_has_permission("change"):
            buttons.append(MenuItem(_("开通网站并登记迁移"), _begin_url(instance), icon_name="site", priority=5))
        return buttons


def _begin_url(request: MoveRequest) -> str:
    return reverse("move_requests:begin", args=[request.pk])


def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the court's site and has the move registered there: says first what will happen."""
    if not policy_registry.get_by_type(MoveRequest).user_has_permission(request.user, "change"):
        raise PermissionDenied
    wanted = get_object_or_404(MoveRequest.objects.select_related("court"), pk=pk)
    if request.method != "POST":
        site = CourtSite.objects.hosted().filter(court_id=wanted.court_id).first()
        return render(request, "courts/admin/begin_move.html", {"wanted": wanted, "site": site})
    try:
        site = begin_move(wanted, by=request.user.get_username())
    except FederationError as refusal:
        messages.error(request, str(refusal))
    else:
        message = _("%(court)s的网站已开通，迁移已登记：%(address)s") % {
            "court": wanted.court.name,
            "address": site.address,
        }
        view = messages.button(site.address + "/admin/", _("到该院后台"), new_window=True)
        messages.success(request, message, buttons=[view])
    return redirect("move_requests:index")


def reasons(request: MoveRequest) -> str:
    """What a court lacks, in a word each."""
    words = {"lacks_people": _("人力"), "lacks_funds": _("财力"), "lacks_maintenance": _("运维机制")}
    return "、".join(word for name, word in words.items() if getattr(request, name)) or _("其他")


class MoveRequestViewSet(PartialViewSet):
    model = MoveRequest
    name = "move_requests"
    url_prefix = "move-requests"
    icon = "upload"
    menu_label = gettext_lazy("迁移登记")
    menu_name = "move_requests"
    menu_order = 105
    add_to_admin_menu = True
    index_view_class = RequestIndexView
    add_view_class = FileRequestView
    index_template_name = "courts/admin/list.html"
    list_display = [
        "court",
        Column("reasons", label=gettext_lazy("缺乏的保障"), accessor=reasons),
        Column("stage", label=gettext_lazy("阶段"), accessor="get_stage_display", sort_key="stage"),
        DateColumn("stage_at", label=gettext_lazy("到达时间")),
        Column("remaining", label=gettext_lazy("未完成事项"), accessor="remaining"),
        Column("wanted_on", label=gettext_lazy("希望切换的日期"), accessor="wanted_on", sort_key="wanted_on"),
    ]
    list_filter = ["stage", "destination"]
    search_fields = ["court__name", "court__code", "court__pinyin", "legacy_url", "wanted_domain"]
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return MoveRequestForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("begin/<int:pk>/", begin, name="begin")]
