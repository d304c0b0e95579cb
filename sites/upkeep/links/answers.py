"""What a look at an address gave."""

from dataclasses import dataclass

from sites.upkeep.models import CheckedAddress

Reason = CheckedAddress.Reason


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` is None where visitors find what they look for; `status` is HTTP's, where there was one."""

    reason: Reason | None = None
    status: int | None = None


FOUND = Answer()
