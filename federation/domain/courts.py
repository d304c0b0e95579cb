"""The vocabulary of courts."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The four levels of the people's courts (人民法院组织法, articles 12 and 13), highest first."""

    SUPREME = "supreme"
    HIGH = "high"
    INTERMEDIATE = "intermediate"
    BASIC = "basic"


LEVEL_NAMES = {
    Level.SUPREME: "最高人民法院",
    Level.HIGH: "高级人民法院",
    Level.INTERMEDIATE: "中级人民法院",
    Level.BASIC: "基层人民法院",
}
LEVEL_CHOICES = [(level.value, name) for level, name in LEVEL_NAMES.items()]
"""For fields of models and forms."""


@dataclass(frozen=True, slots=True)
class CourtIdentity:
    """What the rest of the platform may know of a court: its entry in the directory, and the address of its site."""

    code: str
    name: str
    level: Level
    province: str
    address: str = ""
    """Without a slash at the end; empty where no site is hosted or the site is closed."""
