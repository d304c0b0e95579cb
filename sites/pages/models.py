"""The page types, one a file. Django looks for models here."""

from sites.pages.article import ArticlePage
from sites.pages.closed import ClosedColumn
from sites.pages.column import ColumnPage
from sites.pages.home import HomePage
from sites.pages.plain import PlainPage

__all__ = ["ArticlePage", "ClosedColumn", "ColumnPage", "HomePage", "PlainPage"]
