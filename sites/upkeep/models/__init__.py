"""What a court keeps about its columns. Django looks for models here."""

from sites.upkeep.models.columns import ColumnRule, Confirmation
from sites.upkeep.models.proposals import ColumnProposal, MovedPage

__all__ = ["ColumnProposal", "ColumnRule", "Confirmation", "MovedPage"]
