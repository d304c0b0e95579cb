"""A batch of legacy articles on its way into the site: new pages, newer texts, and conflicts."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.legacy.articles import LegacyArticle
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.comparing import Case, Comparison
from sites.legacy.importing.contents import Content, apply_content, content_digest, content_of
from sites.legacy.importing.files import FileMover
from sites.legacy.importing.keys import SiteKeys
from sites.legacy.importing.newer import Newer
from sites.legacy.importing.outcomes import Change, Outcome
from sites.legacy.importing.placing import Place, put
from sites.legacy.importing.planting import plant, renew
from sites.legacy.importing.preparing import Prepared, Preparer
from sites.legacy.importing.recording import record
from sites.legacy.importing.settling import record_moved_files
from sites.legacy.models import ImportedArticle, OldAddress
from sites.pages.models import ArticlePage
from sites.publishing.review.recording import hold_ledger

SET_WHEN_PLANTED = ["path", "depth", "numchild", "url_path", "content_type", "locale", "picture"]
RENEWED = [
    "url", "title", "source_digest", "page_digest", "findings", "shortfalls", "pending_links", "newer", "fidelity", "score",
    "gone_at", "left_revision",
]  # fmt: skip


class ArticleImporter:
    """Imports batches of articles, each in one transaction."""

    def __init__(
        self,
        *,
        keys: SiteKeys,
        files: FileMover,
        columns: ColumnFinder,
        comparison: Comparison,
        preparer: Preparer,
    ) -> None:
        self._keys, self._files, self._columns = keys, files, columns
        self._comparison, self._preparer = comparison, preparer

    def import_batch(self, articles: Sequence[LegacyArticle]) -> Counter[Change]:
        """Create, renew and move pages, or note a conflict; all of it or nothing."""
        cases = self._comparison.cases(articles)
        by_change = {change: [case for case in cases if case.change is change] for change in Change}
        with transaction.atomic():
            hold_ledger()
            self._create(self._wanted(by_change[Change.CREATED]))
            self._renew(by_change[Change.UPDATED])
            self._keep_for_decision(by_change[Change.CONFLICT])
            self._move([*by_change[Change.UPDATED], *by_change[Change.MOVED]])
            self._tidy([*by_change[Change.UNCHANGED], *by_change[Change.MOVED]])
            record_moved_files(self._keys, self._files)
        return Counter(case.change for case in cases)

    def _wanted(self, cases: Sequence[Case]) -> list[Case]:
        """Those whose columns are not left out; the others are skipped, with the reason."""
        wanted = []
        for case in cases:
            reason = self._columns.skipped(case.article.columns)
            if reason is None:
                wanted.append(case)
            else:
                self._refuse(case, Outcome.SKIPPED, reason)
        return wanted

    def _create(self, cases: Sequence[Case]) -> None:
        sound = self._all_prepared(cases)
        for case, each in sound:
            each.page.catalogue_item = self._columns.catalogue_item(case.article.columns)
        columns = [self._columns.column(case.article.columns) for case, _each in sound]
        plant([(column, each.page) for column, (_case, each) in zip(columns, sound, strict=True)])
        ImportedArticle.objects.bulk_create(
            _described(
                ImportedArticle(
                    key=case.key,
                    columns=list(case.article.columns),
                    placed_in=column,
                    given_item=each.page.catalogue_item,
                ),
                case,
                each,
                each.page,
            )
            for column, (case, each) in zip(columns, sound, strict=True)
        )
        record([_old_address(case, each.page) for case, each in sound])

    def _renew(self, cases: Sequence[Case]) -> None:
        held: set[int] = set()
        rows: list[ImportedArticle] = []
        for case, prepared in self._all_prepared(cases):
            page = case.standing_page
            apply_content(page, _renewed_content(case, prepared))
            if prepared.findings and page.live:
                held.add(page.pk)
            rows.append(_described(case.row, case, prepared, page))
        renewed = [case.standing_page for case in cases if case.change is Change.UPDATED]
        renew(renewed, held=held)
        revisions = {page.pk: page.latest_revision_id for page in renewed}
        for row in rows:
            row.left_revision = revisions[row.page_id]
        _save(rows, RENEWED)

    def _keep_for_decision(self, cases: Sequence[Case]) -> None:
        """The newer text of a page that was edited here is kept beside it, ready to be taken."""
        rows = []
        for case, prepared in self._all_prepared([case for case in cases if not case.is_known_conflict]):
            content = _renewed_content(case, prepared)
            case.row.newer = Newer(
                digest=case.digest,
                title=case.article.title,
                html=case.article.body_html,
                content=content,
                findings=prepared.findings,
                shortfalls=prepared.shortfalls,
                pending=prepared.pending,
            ).kept()
            case.row.gone_at = None
            rows.append(case.row)
        _save(rows, ["newer", "gone_at"])

    def _move(self, cases: Sequence[Case]) -> None:
        """Pages follow their articles to another column, unless somebody here has edited them or put them elsewhere."""
        moved = [case for case in cases if case.row.columns != list(case.article.columns)]
        by_column: dict[tuple[str, ...], list[Case]] = defaultdict(list)
        for case in moved:
            case.row.columns = list(case.article.columns)
            by_column[case.article.columns].append(case)
        _save([case.row for case in moved], ["columns"])
        for trail, here in by_column.items():
            placed = put(
                [case.row for case in here], Place(self._columns.column(trail), self._columns.catalogue_item(trail))
            )
            for case in here:
                if case.change is Change.MOVED and case.row not in placed.changed:
                    case.change = Change.CONFLICT if case.row in placed.held else Change.UNCHANGED

    def _tidy(self, cases: Sequence[Case]) -> None:
        """The source says again what it said at the import: nothing waits for a decision, nothing is gone."""
        rows = [case.row for case in cases if case.row.newer is not None or case.row.gone_at is not None]
        for row in rows:
            row.newer = row.gone_at = None
        _save(rows, ["newer", "gone_at"])

    def _all_prepared(self, cases: Sequence[Case]) -> list[tuple[Case, Prepared]]:
        """Those whose pages can be made; the others are refused, each with its reason."""
        prepared = [(case, self._prepared(case)) for case in cases]
        return [(case, each) for case, each in prepared if each is not None]

    def _prepared(self, case: Case) -> Prepared | None:
        prepared = self._preparer.prepare(case.article)
        try:
            prepared.page.clean_fields(exclude=SET_WHEN_PLANTED)
        except ValidationError as refusal:
            self._refuse(case, Outcome.FAILED, "；".join(refusal.messages))
            return None
        return prepared

    def _refuse(self, case: Case, outcome: Outcome, reason: str) -> None:
        """What is near it is suggested once everything is there (`Settler.suggest`)."""
        case.change = Change(outcome.value)
        record([OldAddress(key=case.key, url=case.article.url, outcome=outcome, reason=reason)])


def _renewed_content(case: Case, prepared: Prepared) -> Content:
    """What the page will say. Where the article has no date of its own, the page keeps the one it has."""
    content = content_of(prepared.page)
    if case.article.published is None:
        content["published_at"] = content_of(case.standing_page)["published_at"]
    return content


def _described(row: ImportedArticle, case: Case, prepared: Prepared, page: ArticlePage) -> ImportedArticle:
    """A row about an article that has just become `page`."""
    row.url, row.title, row.page_id = case.article.url, case.article.title, page.pk
    row.source_digest, row.page_digest = case.digest, content_digest(content_of(page))
    row.left_revision = page.latest_revision_id
    row.findings, row.shortfalls, row.pending_links = prepared.findings, prepared.shortfalls, prepared.pending
    row.newer = row.fidelity = row.score = row.gone_at = None
    return row


def _old_address(case: Case, page: ArticlePage) -> OldAddress:
    return OldAddress(
        key=case.key, url=case.article.url, outcome=Outcome.IMPORTED, reason=_how(case.article), page_id=page.pk
    )


def _how(article: LegacyArticle) -> str:
    """How the article was put together, for the list of old addresses."""
    parts = []
    if len(article.pages) > 1:
        parts.append(_("由 %(count)d 个分页合成") % {"count": len(article.pages)})
    if article.copies:
        parts.append(_("并入 %(count)d 个相同页面") % {"count": len(article.copies)})
    return "；".join(parts) or _("文章")


def _save(rows: Sequence[ImportedArticle], fields: Sequence[str]) -> None:
    now = timezone.now()
    for row in rows:
        row.updated_at = now
    ImportedArticle.objects.bulk_update(rows, [*fields, "updated_at"])
