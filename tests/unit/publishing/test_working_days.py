"""Terms in working days, with the holidays that the State Council announced."""

from datetime import date

import pytest

from federation.coordination.holidays import announced_days
from federation.domain.working_days import WorkingCalendar, add_working_days, working_days_between

ANNOUNCED = WorkingCalendar(
    days_off=frozenset(day for day, works, _name in announced_days() if not works),
    days_worked=frozenset(day for day, works, _name in announced_days() if works),
)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-24", 1, "2026-11-25"),
        ("2026-11-27", 1, "2026-11-30"),  # over a weekend
        ("2026-11-28", 0, "2026-11-30"),  # a term of nothing that begins on a Saturday
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day
        ("2026-10-08", 2, "2026-10-10"),  # a Saturday that is worked
        ("2026-02-13", 2, "2026-02-24"),  # Spring Festival, with the Saturday before it worked
        ("2025-01-24", 2, "2025-01-27"),  # a Sunday that is worked
    ],
)
def test_a_term_ends_on_a_working_day(start: str, days: int, end: str) -> None:
    assert add_working_days(date.fromisoformat(start), days, ANNOUNCED) == date.fromisoformat(end)


def test_counting_back_gives_the_days_that_were_added() -> None:
    start = date(2025, 12, 30)
    for days in range(40):
        end = add_working_days(start, days, ANNOUNCED)
        assert working_days_between(start, end, ANNOUNCED) == days


def test_a_term_is_never_negative() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 1, 5), -1, ANNOUNCED)


def test_every_day_that_is_worked_instead_lies_at_a_weekend() -> None:
    worked = [day for day, works, _name in announced_days() if works]

    assert len(worked) == 11
    assert all(day.weekday() >= 5 for day in worked)
