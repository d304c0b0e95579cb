"""What an import has to do with each article: compared with what was imported before, and with what was edited since."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.legacy.addresses import address_key, host_of
from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.contents import content_digest, latest_contents, source_digest
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.importing.outcomes import Change
from sites.legacy.models import ImportedArticle
from sites.legacy.old_addresses import qualified_key
from sites.legacy.sources.base import Source
from sites.pages.models import ArticlePage


@dataclass
class Case:
    """One article of the source beside its row here, if it has one. `digest` is that of the article."""

    article: LegacyArticle
    key: str
    digest: str
    known: ImportedArticle | None
    change: Change
    page: ArticlePage | None = None

    @property
    def row(self) -> ImportedArticle:
        """The row of an article that was imported before."""
        assert self.known is not None  # noqa: S101  asked of what changed, moved or conflicts
        return self.known

    @property
    def standing_page(self) -> ArticlePage:
        """The page of an article that changed at the source."""
        assert self.page is not None  # noqa: S101  an article without one counts as deleted
        return self.page

    @property
    def is_known_conflict(self) -> bool:
        """Whether this very text waits for a decision already."""
        return self.change is Change.CONFLICT and (self.row.newer or {}).get("digest") == self.digest


class Comparison:
    """Compares the articles of one source with the site. Reads only."""

    def __init__(self, source: Source, keys: SiteKeys) -> None:
        self._source, self._keys = source, keys

    def cases(self, articles: Sequence[LegacyArticle]) -> list[Case]:
        """The cases of a batch, in its order."""
        keys = {article.url: self._keys.key(article.url) for article in articles}
        wanted = {key for url, plain in keys.items() for key in (plain, qualified_key(url))}
        rows = {row.key: row for row in ImportedArticle.objects.filter(key__in=wanted)}
        cases = [self._case(article, keys[article.url], rows) for article in articles]
        _tell_edited([case for case in cases if case.change is Change.UPDATED])
        return cases

    def _case(self, article: LegacyArticle, key: str, rows: dict[str, ImportedArticle]) -> Case:
        own = qualified_key(article.url)
        known = rows.get(own) or rows.get(key)
        if known is not None and known.key != own and not self._is_same(article, known):
            key, known = own, None
        digest = source_digest(article)
        return Case(article, known.key if known else key, digest, known, _change(article, digest, known))

    def _is_same(self, article: LegacyArticle, known: ImportedArticle) -> bool:
        """Whether a row is of this article: of the same host, or of one that went by another name then."""
        if host_of(known.url) == host_of(article.url):
            return True
        return known.title == article.title and self._source.find(address_key(known.url)) is None


def _change(article: LegacyArticle, digest: str, known: ImportedArticle | None) -> Change:
    if known is None:
        return Change.CREATED
    if known.page_id is None:
        return Change.DELETED
    if known.source_digest != digest:
        return Change.UPDATED
    return Change.UNCHANGED if known.columns == list(article.columns) else Change.MOVED


def _tell_edited(cases: Sequence[Case]) -> None:
    """Of articles that changed at the source, those whose pages were edited here are conflicts."""
    pages = ArticlePage.objects.in_bulk([case.row.page_id for case in cases])
    contents = latest_contents(pages.values())
    for case in cases:
        case.page = pages.get(case.row.page_id)
        if case.page is None:
            case.change = Change.DELETED
        elif content_digest(contents[case.page.pk]) != case.row.page_digest:
            case.change = Change.CONFLICT
