"""What became of every captured address, for the report and for the table of old addresses."""

from collections import Counter
from dataclasses import dataclass

from sites.legacy.models import OldAddress

Outcome = OldAddress.Outcome


@dataclass(frozen=True, slots=True)
class AddressOutcome:
    """One captured address. `new_address` is a path on the court's site, empty where nothing stands for it."""

    url: str
    outcome: str
    reason: str
    new_address: str = ""
    title: str = ""


@dataclass(frozen=True)
class ImportReport:
    """The outcome of an import. `created` counts pages made by this run; `damage` is what of the capture was unreadable."""

    court: str
    capture: str
    rows: tuple[AddressOutcome, ...]
    created: int
    published: bool
    seconds: float
    damage: tuple[str, ...] = ()

    @property
    def totals(self) -> dict[str, int]:
        """Number of addresses by outcome, every outcome named."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome.value: counted[outcome.value] for outcome in Outcome}
