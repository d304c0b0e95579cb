"""The working calendar of the platform, from the table that it edits."""

from federation.coordination.models import CalendarDay
from federation.domain.working_days import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    days = dict(CalendarDay.objects.values_list("day", "works"))
    return WorkingCalendar(
        days_off=frozenset(day for day, works in days.items() if not works),
        days_worked=frozenset(day for day, works in days.items() if works),
    )
