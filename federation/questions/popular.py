"""Questions that many have asked, as they may be shown to others: only those whose wording is kept."""

from datetime import timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from federation.questions.models import AskedQuestion, WithheldText
from federation.questions.privacy import normalised

RECENT_DAYS = 30
LEAST_TYPED = 2
LOOKED_AT = 50
"""Of the questions that hold what is typed, so many of the most asked."""


def asked_since(days: int) -> QuerySet[Any, Any]:
    """One row a question of the last days: text, asked, opened, found (the most of any day), nothing (times without results)."""
    first = timezone.localdate() - timedelta(days=days - 1)
    return (
        AskedQuestion.objects.filter(day__gte=first)
        .exclude(text="")
        .order_by()
        .values("text")
        .annotate(
            times=Sum("asked"),
            opens=Sum("opened"),
            most_found=Max("found"),
            nothing=Sum("asked", filter=Q(found=0), default=0),
        )
    )


def popular_questions(typed: str, *, limit: int) -> list[str]:
    """Questions that found something and hold what is typed: those that begin with it first, then the most asked.

    What the platform's administrators withhold is left out.
    """
    text = normalised(typed)
    if len(text) < LEAST_TYPED:
        return []
    asked = asked_since(RECENT_DAYS).filter(text__contains=text, most_found__gt=0).order_by("-times", "text")
    withheld = [normalised(each) for each in WithheldText.objects.values_list("text", flat=True)]
    texts = (str(row["text"]) for row in asked[:LOOKED_AT])
    held = [question for question in texts if not any(each in question for each in withheld)]
    return sorted(held, key=lambda question: not question.startswith(text))[:limit]
