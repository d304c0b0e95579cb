"""Public holidays, and weekend days worked in their place, as the General Office of the State Council announced them.

2025: 国办发明电〔2024〕12号. 2026: 国办发明电〔2025〕7号. Later years are entered in the platform's admin.
"""

from collections.abc import Iterator
from datetime import date, timedelta

# Name, first day, last day, and the weekend days worked for it.
ANNOUNCED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("元旦", "2025-01-01", "2025-01-01", ()),
    ("春节", "2025-01-28", "2025-02-04", ("2025-01-26", "2025-02-08")),
    ("清明节", "2025-04-04", "2025-04-06", ()),
    ("劳动节", "2025-05-01", "2025-05-05", ("2025-04-27",)),
    ("端午节", "2025-05-31", "2025-06-02", ()),
    ("国庆节、中秋节", "2025-10-01", "2025-10-08", ("2025-09-28", "2025-10-11")),
    ("元旦", "2026-01-01", "2026-01-03", ("2026-01-04",)),
    ("春节", "2026-02-15", "2026-02-23", ("2026-02-14", "2026-02-28")),
    ("清明节", "2026-04-04", "2026-04-06", ()),
    ("劳动节", "2026-05-01", "2026-05-05", ("2026-05-09",)),
    ("端午节", "2026-06-19", "2026-06-21", ()),
    ("中秋节", "2026-09-25", "2026-09-27", ()),
    ("国庆节", "2026-10-01", "2026-10-07", ("2026-09-20", "2026-10-10")),
)


def announced_days() -> Iterator[tuple[date, bool, str]]:
    """Day, whether it is worked, and the name of the holiday."""
    for name, first, last, worked in ANNOUNCED:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            yield day, False, name
            day += timedelta(days=1)
        for text in worked:
            yield date.fromisoformat(text), True, name
