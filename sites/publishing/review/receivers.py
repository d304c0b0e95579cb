"""What Wagtail tells of pages and workflows, passed on to the review."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import page_unpublished, workflow_cancelled, workflow_submitted

from federation.coordination.countersigning import Answer
from federation.coordination.signals import countersignature_given
from federation.courts.current import on_platform
from federation.courts.signals import court_template_built
from federation.domain.courts import Level
from federation.ledger.events import Event
from sites.publishing.review.answering import take_answer
from sites.publishing.review.establishing import establish
from sites.publishing.review.recording import record
from sites.publishing.review.releasing import end_releases, ensure_schedule_is_released, remember_ground
from sites.publishing.review.withdrawing import withdraw_sign_offs


@receiver(pre_save, sender=Revision)
def only_released_revisions_are_scheduled(instance: Revision, **kwargs: Any) -> None:
    if (
        instance.approved_go_live_at
        and not on_platform()
        and issubclass(instance.base_content_type.model_class(), Page)
    ):
        ensure_schedule_is_released(instance)


@receiver(post_save)
def keep_the_ground(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if issubclass(sender, Page) and instance.live and not raw and not on_platform():
        remember_ground(instance)


@receiver(page_unpublished)
def what_was_taken_down_is_released_no_more(instance: Page, **kwargs: Any) -> None:
    end_releases(instance)


@receiver(workflow_submitted)
def keep_the_submission(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    record(Event.SUBMITTED, instance.content_object, by=user, details={"workflow": instance.pk})


@receiver(workflow_cancelled)
def void_what_waits(instance: WorkflowState, **kwargs: Any) -> None:
    withdraw_sign_offs(instance)


@receiver(court_template_built)
def establish_in_the_template(level: Level, **kwargs: Any) -> None:
    establish(level)


@receiver(countersignature_given)
def take_the_answer(answer: Answer, **kwargs: Any) -> None:
    take_answer(answer)
