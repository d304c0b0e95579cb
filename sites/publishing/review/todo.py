"""待办: what waits for somebody, by its deadline."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from federation.coordination.models import Countersignature
from sites.publishing.review.answering import asked_of_us, may_answer
from sites.publishing.review.capacities import signable_by
from sites.publishing.review.forcing import to_confirm_by
from sites.publishing.review.models.matters import HotTopic
from sites.publishing.review.models.signoffs import SignOff

FAR_OFF = date.max


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: what, on which text, where, until when (None: as soon as possible), and since when it waits."""

    step: str
    title: str
    url: str
    due_on: date | None
    since: date
    note: str = ""

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


TodoSource = Callable[[Any], Iterable[ToDo]]
TODO_SOURCES: list[TodoSource] = []


def todo_source(find: TodoSource) -> TodoSource:
    """Have a function of a higher room asked too, for what waits there for an account."""
    TODO_SOURCES.append(find)
    return find


def todo_of(user: Any) -> list[ToDo]:
    """All that waits for an account, most urgent first."""
    found = [
        *_to_sign(user),
        *_to_countersign(user),
        *_to_confirm(user),
        *_returned_to(user),
        *_to_supervise(user),
        *_to_answer(user),
        *chain.from_iterable(find(user) for find in TODO_SOURCES),
    ]
    return sorted(found, key=lambda each: (each.due_on or each.since, each.since, each.title))


def _to_sign(user: Any) -> Iterator[ToDo]:
    for row in signable_by(user).select_related("page", "unit"):
        yield _of_sign_off(row, note=row.get_escalation_display() if row.escalation else "")


def _of_sign_off(row: SignOff, *, note: str) -> ToDo:
    url = reverse("review_sign", args=[row.pk])
    return ToDo(str(row), row.page.draft_title, url, row.due_on, timezone.localdate(row.asked_at), note)


def _to_countersign(user: Any) -> Iterator[ToDo]:
    if not may_answer(user):
        return
    for asked in asked_of_us().filter(state=Countersignature.State.WAITING).defer("html"):
        url = reverse("review_countersign", args=[asked.pk])
        note = asked.asking.name
        yield ToDo(_("法院会签"), asked.title, url, asked.due_on, timezone.localdate(asked.asked_at), note)


def _to_confirm(user: Any) -> Iterator[ToDo]:
    for forced in to_confirm_by(user).select_related("release__page"):
        url = reverse("review_confirm", args=[forced.pk])
        since = timezone.localdate(forced.release.released_at)
        yield ToDo(_("确认强制公开"), forced.release.page.title, url, None, since, forced.release.releaser)


def _returned_to(user: Any) -> Iterator[ToDo]:
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    for state in states.select_related("current_task_state").prefetch_related("content_object"):
        page, task_state = state.content_object, state.current_task_state
        if page is None or task_state is None:
            continue
        since = timezone.localdate(task_state.finished_at or task_state.started_at)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield ToDo(_("退回修改"), page.draft_title, url, None, since, task_state.comment)


def _to_supervise(user: Any) -> Iterator[ToDo]:
    """What was escalated: to the head of a unit first, and to whoever supervises."""
    heads = Q(unit__head=user, escalation__gte=SignOff.Escalation.HEAD)
    chosen = heads
    if user.has_perm("court_review.supervise"):
        chosen |= Q(escalation__gte=SignOff.Escalation.SUPERVISOR)
    late = SignOff.objects.filter(chosen, state=SignOff.State.WAITING).exclude(pk__in=signable_by(user).values("pk"))
    for row in late.select_related("page", "unit"):
        yield _of_sign_off(row, note=_("督办：%s") % row.get_escalation_display())


def _to_answer(user: Any) -> Iterator[ToDo]:
    topics = HotTopic.objects.filter(state=HotTopic.State.WATCHED, unit__people=user)
    for topic in topics:
        url = reverse("hot_topics:edit", args=[topic.pk])
        yield ToDo(_("回应热点"), topic.title, url, topic.respond_by, timezone.localdate(topic.noticed_at))
