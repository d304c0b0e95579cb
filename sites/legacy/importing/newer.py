"""A newer text of the legacy site, for a page that was edited here: kept until somebody decides."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from sites.legacy.importing.contents import Content
from sites.legacy.importing.preparing import Note
from sites.legacy.models import ImportedArticle


@dataclass(frozen=True, slots=True)
class Newer:
    """Everything that the page needs to take it: what was read (digest, title, html), and what becomes of it here."""

    digest: str
    title: str
    html: str
    content: Content
    findings: list[Note]
    shortfalls: list[Note]
    pending: bool

    @classmethod
    def of(cls, article: ImportedArticle) -> Self:
        """The newer text that waits at an article, which must have one."""
        return cls(**(article.newer or {}))

    def kept(self) -> dict[str, Any]:
        """As ImportedArticle keeps it."""
        return asdict(self)
