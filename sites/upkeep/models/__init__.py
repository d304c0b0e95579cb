"""What a court keeps about its columns. Django looks for models here."""

from sites.upkeep.models.columns import ColumnRule, Confirmation

__all__ = ["ColumnRule", "Confirmation"]
