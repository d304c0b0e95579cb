"""What a court's schema keeps of its move: the steps, the mapping of columns, what was imported, and old addresses."""

from sites.legacy.models.imported import ImportedArticle, ImportedColumn
from sites.legacy.models.mapping import ColumnMapping
from sites.legacy.models.move import Move, MoveStep
from sites.legacy.models.old_address import MissedAddress, OldAddress

__all__ = ["ColumnMapping", "ImportedArticle", "ImportedColumn", "MissedAddress", "Move", "MoveStep", "OldAddress"]
