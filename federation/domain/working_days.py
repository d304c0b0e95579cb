"""Counting working days: Monday to Friday, but for the days that the State Council declares otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are not as the day of the week says: days off within the week, and days at weekends that are worked."""

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off


def add_working_days(start: date, days: int, calendar: WorkingCalendar) -> date:
    """The working day on which a term of so many working days ends. The day on which it begins does not count.

    With 0 it is `start` itself, or the next working day. Raises ValueError for a negative number.
    """
    if days < 0:
        raise ValueError(f"a term cannot be of {days} days")
    day, left = start, days
    while left or not calendar.is_working_day(day):
        day += ONE_DAY
        left -= left > 0 and calendar.is_working_day(day)
    return day


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 where `end` is not later."""
    length = max((end - start).days, 0)
    return sum(calendar.is_working_day(start + ONE_DAY * passed) for passed in range(1, length + 1))
