"""进度: the way of the court, how far each step is, and what remains."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from federation.courts.menus import AllowedMenuItem, may
from federation.courts.models import site_address
from sites.legacy.admin.way_stages import progress_of, stages
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.remaining import Remaining, what_remains
from sites.legacy.moving.steps import active_step
from sites.legacy.moving.way import Kind, Lane

ICON = "upload"
move_policy = ModelPermissionPolicy(Move)
register_permission_policy(Move, move_policy)
register_permission_policy(MoveStep, ModelPermissionPolicy(MoveStep))


class MovePage(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page of the move: for those who may change it, with the way one step up."""

    permission_policy = move_policy
    permission_required = "change"
    header_icon = ICON

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": str(self.get_page_title())}
        return [*self.breadcrumbs_items, {"url": reverse("move:way"), "label": _("网站迁移")}, here]


@dataclass(frozen=True, slots=True)
class ToDo:
    """What remains, with the page where it is done; "" where there is none."""

    remaining: Remaining
    url: str


class WayView(MovePage, TemplateView):
    page_title = gettext_lazy("进度")
    template_name = "legacy/admin/way.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Move.objects.exists():
            return redirect("move:register")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        move = Move.objects.order_by("pk").get()
        active = active_step(move)
        return super().get_context_data(**kwargs) | {
            "move": move,
            "stages": stages(move),
            "active": active,
            "progress": progress_of(active) if active else None,
            "goes_on_at": _after_the_switch(move, active) if active else "",
            "beside": active_step(move, Lane.BESIDE),
            "todo": list(_todo(move)),
        }


def _after_the_switch(move: Move, active: MoveStep) -> str:
    """Where this page is once a roll-back has taken the domain away under which it may be shown; "" where it stays."""
    return site_address(move.temporary_domain) + reverse("move:way") if active.kind == Kind.ROLL_BACK else ""


def _todo(move: Move) -> Iterator[ToDo]:
    for remaining in what_remains(move):
        yield ToDo(remaining, reverse("move:way") + remaining.page if remaining.page else "")


class ProgressView(MovePage, TemplateView):
    """How far the step under way is, for the page's script; without one, that there is none."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        move = Move.objects.order_by("pk").first()
        active = active_step(move) if move else None
        return JsonResponse(progress_of(active) if active else {"active": False})


class StepProgressView(MovePage, TemplateView):
    """The same of one step."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return JsonResponse(progress_of(get_object_or_404(MoveStep, pk=kwargs["pk"])))


def _minute(moment: datetime | None) -> str:
    """A moment of the record, by the clock here; "" where there is none yet."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


class HistoryView(generic.IndexView):
    """Every step that was ever taken, newest first."""

    model = MoveStep
    permission_policy = move_policy
    any_permission_required = ["change"]
    page_title = gettext_lazy("全部步骤")
    header_icon = "history"
    index_url_name = "move:steps"
    index_results_url_name = "move:steps_results"
    default_ordering = "-pk"
    template_name = "courts/admin/list.html"
    paginate_by = 30
    is_searchable = False
    add_url_name = None
    edit_url_name = None
    columns = [
        Column("kind", label=gettext_lazy("步骤"), accessor="get_kind_display"),
        Column("state", label=gettext_lazy("状态"), accessor="get_state_display"),
        Column("by", label=gettext_lazy("操作人"), accessor="by"),
        Column("created_at", label=gettext_lazy("提出时间"), accessor=lambda step: _minute(step.created_at)),
        Column("finished_at", label=gettext_lazy("结束时间"), accessor=lambda step: _minute(step.finished_at)),
        Column("message", label=gettext_lazy("说明"), accessor="message"),
    ]

    def get_base_queryset(self) -> QuerySet[MoveStep]:
        return MoveStep.objects.all()

    @cached_property
    def no_results_message(self) -> str:
        return _("还没有任何步骤。")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": _("全部步骤")}
        return [*self.breadcrumbs_items[:1], {"url": reverse("move:way"), "label": _("网站迁移")}, here]


@hooks.register("register_move_menu_item")
def way_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        _("进度"), reverse("move:way"), allowed=may(Move, "change"), name="move-way", icon_name="tasks", order=10
    )


@hooks.register("register_admin_urls")
def way_urls() -> list[Any]:
    from sites.legacy.admin import way_gathering, way_steps, way_switching
    from sites.legacy.admin.work import WorkView

    patterns = [
        path("", WayView.as_view(), name="way"),
        path("progress/", ProgressView.as_view(), name="progress"),
        path("progress/<int:pk>/", StepProgressView.as_view(), name="step_progress"),
        path("work/<int:pk>/", WorkView.as_view(), name="work"),
        path("steps/", HistoryView.as_view(), name="steps"),
        path("steps/results/", HistoryView.as_view(results_only=True), name="steps_results"),
        path("register/", way_gathering.RegisterView.as_view(), name="register"),
        path("change/", way_gathering.ChangeView.as_view(), name="change"),
        path("start/<str:kind>/", way_gathering.StartView.as_view(), name="start"),
        path("upload/", way_gathering.UploadView.as_view(), name="upload"),
        path("steps/<int:pk>/stop/", way_steps.StopView.as_view(), name="stop"),
        path("steps/<int:pk>/go-on/", way_steps.GoOnView.as_view(), name="go_on"),
        path("steps/<int:pk>/undo/", way_steps.UndoView.as_view(), name="undo"),
        path("review/", way_switching.ReviewView.as_view(), name="review"),
        path("cut-over/", way_switching.CutOverView.as_view(), name="cut_over"),
        path("roll-back/", way_switching.RollBackView.as_view(), name="roll_back"),
    ]
    return [path("move/", include((patterns, "move")))]
