"""What a court keeps about its columns and links. Django looks for models here."""

from sites.upkeep.models.columns import ColumnRule, Confirmation
from sites.upkeep.models.links import CheckedAddress, LinkCheck, Mention, ReadPage
from sites.upkeep.models.proposals import ColumnProposal, MovedPage

__all__ = [
    "CheckedAddress",
    "ColumnProposal",
    "ColumnRule",
    "Confirmation",
    "LinkCheck",
    "Mention",
    "MovedPage",
    "ReadPage",
]
