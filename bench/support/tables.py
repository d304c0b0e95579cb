"""What a benchmark prints: the machine, and a small table."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median, quantiles

from rich import box
from rich.console import Console
from rich.table import Table


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent lie, 1 to 99; of few values the nearest one."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *notes: str) -> None:
    """Print a table; numbers stand on the right, floats with two digits after the point."""
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*(_shown(value) for value in row))
    console = Console(width=118, highlight=False)
    console.print(table)
    for note in notes:
        console.print(note, soft_wrap=True)
    console.print(_machine(), soft_wrap=True)


def ratio(ours: float, peers: float) -> str:
    """How many times the peer's number ours is."""
    times = ours / peers
    return f"{times:.1f}x" if times >= 1 else f"{times:.2f}x"


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def _machine() -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    day = datetime.now(UTC).date().isoformat()
    return f"{day}, {os.cpu_count()} cores, Python {platform.python_version()}, load average {load} at the end\n"
