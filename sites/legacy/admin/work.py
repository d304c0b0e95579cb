"""Work beside the way: asked for here, watched on a page of its own, and led from there to what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages

from sites.legacy.admin.way import MovePage
from sites.legacy.admin.way_stages import progress_of, state_words
from sites.legacy.models import MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.source_files import source_paths
from sites.legacy.moving.steps import active_step, the_move
from sites.legacy.moving.way import ACTIVE, BESIDE, CAN_GO_ON, Kind, Lane
from sites.legacy.tasks import queue_step

State = MoveStep.State


class WorkView(MovePage, TemplateView):
    """How far it is, refreshed by itself; when it is done, the page of its result."""

    template_name = "legacy/admin/work.html"

    @cached_property
    def step(self) -> MoveStep:
        return get_object_or_404(MoveStep, pk=self.kwargs["pk"], kind__in=BESIDE)

    def get_page_title(self) -> str:
        return str(self.step.get_kind_display())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step.state == State.DONE:
            messages.success(request, self.step.message)
            return redirect(result_of(self.step))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step = self.step
        return super().get_context_data(**kwargs) | {
            "step": step,
            "state": state_words(step),
            "progress": progress_of(step),
            "active": step.state in ACTIVE,
            "failed": step.state == State.FAILED,
            "stoppable": step.state in (State.WAITING, State.RUNNING),
            "repeatable": step.state in CAN_GO_ON,
            "origin": origin_of(step),
        }


def start_beside(request: HttpRequest, kind: str, options: dict[str, Any] | None = None) -> HttpResponse:
    """Queue work and lead to its page; where other work is under way, lead to that. Raises MoveRefused without sources."""
    move = the_move()
    source_paths(move)
    try:
        step = queue_step(kind=kind, by=str(request.user.get_username()), options=options)
    except MoveRefused as refusal:
        active = active_step(move, Lane.BESIDE)
        if active is None:
            raise
        messages.warning(request, str(refusal))
        step = active
    return redirect("move:work", step.pk)


def origin_of(step: MoveStep) -> str:
    """The page from which the work was asked for."""
    if step.options.get("sample"):
        return f"{reverse('fidelity:report')}?show=sample"
    if step.kind == Kind.PICTURES:
        return reverse("fidelity:article", args=[step.options["articles"][0]])
    return reverse("move_recipe")


def result_of(step: MoveStep) -> str:
    """The page that shows what came of work that is done."""
    if step.kind == Kind.LEARN:
        return f"{origin_of(step)}?learned={step.pk}"
    return reverse("move_recipe_samples") if step.kind == Kind.TRY else origin_of(step)
