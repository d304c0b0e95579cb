"""What is forgotten of questions, and when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from federation.questions.models import AskedQuestion, QuestionDay

KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Pruned:
    """Rows that went, or would go: `rare` questions of days that are over, and everything of `old` days."""

    rare: int
    old: int


def prunable(*, today: date | None = None) -> Pruned:
    """What `prune_questions` would delete now."""
    day = today or timezone.localdate()
    return Pruned(rare=_rare(day).count(), old=sum(rows.count() for rows in _old(day)))


@transaction.atomic
def prune_questions(*, today: date | None = None) -> Pruned:
    """Delete what is older than `KEPT_DAYS` days, and, of days that are over, every question that stayed rare.

    Of those only their number remains, with the day's totals. Run again it finds nothing more to do.
    """
    day = today or timezone.localdate()
    old = sum(rows.delete()[0] for rows in _old(day))
    _keep_totals(day)
    return Pruned(rare=_rare(day).delete()[0], old=old)


def _keep_totals(today: date) -> None:
    over = AskedQuestion.objects.filter(day__lt=today).exclude(day__in=QuestionDay.objects.values("day"))
    totals = (
        over.order_by()
        .values("day")
        .annotate(
            all_asked=Sum("asked"),
            nothing=Sum("asked", filter=Q(found=0), default=0),
            hidden=Sum("asked", filter=Q(text=""), default=0),
        )
    )
    QuestionDay.objects.bulk_create(
        QuestionDay(day=row["day"], asked=row["all_asked"], without_results=row["nothing"], rare=row["hidden"])
        for row in totals
    )


def _rare(today: date) -> QuerySet[AskedQuestion]:
    return AskedQuestion.objects.filter(day__lt=today, day__gt=_last_old(today), text="")


def _old(today: date) -> tuple[QuerySet[AskedQuestion], QuerySet[QuestionDay]]:
    last = _last_old(today)
    return AskedQuestion.objects.filter(day__lte=last), QuestionDay.objects.filter(day__lte=last)


def _last_old(today: date) -> date:
    return today - timedelta(days=KEPT_DAYS)
