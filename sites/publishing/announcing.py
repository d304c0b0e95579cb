"""Keeping the search documents equal to what is public, inside the transaction that changes a page.

Always from the rows in the database, never from an instance in memory: that may carry a draft.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import get_urlconf, set_urlconf
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction

from federation.courts.selectors import court_of_schema
from federation.domain.courts import CourtIdentity
from federation.ledger.appending import hold_chain
from federation.ledger.events import Event
from federation.ledger.recording import public_subjects, record_public
from search.indexing import next_version, remove, remove_court, remove_many, store_many
from search.types import AttachedFile, Removal, SearchDocument
from sites.media.uses import forget_all_uses, remember_uses
from sites.publishing.attached import attached_files
from sites.publishing.keys import document_key, page_of_key
from sites.publishing.public_form import FindablePage, PublicForm
from sites.publishing.standing import standing_pages
from sites.publishing.used_files import files_used
from sites.publishing.withdrawal.standing import Said, said_of_withdrawals

STEP = 200


def announce(page_ids: set[int]) -> None:
    """Write or remove the search documents of pages, and let out or take back the files that they refer to.

    Nothing happens in a schema that is no open court's site.
    """
    court = court_of_schema()
    if court is None or not court.address:
        return
    ordered = sorted(page_ids)
    for start in range(0, len(ordered), STEP):
        _announce_step(court, ordered[start : start + STEP])


def announce_site() -> None:
    """Write the search documents of everything public on the current schema's site, and take the rest out of the record."""
    court = court_of_schema()
    if court is None:
        return
    recorded = {page_of_key(key) for key in public_subjects(court.code)}
    announce(recorded | set(Page.objects.live().values_list("pk", flat=True)))


def record_pages(page_ids: set[int]) -> None:
    """Record how pages read now whose words, and with them their search documents, are the same as before."""
    court = court_of_schema()
    if court is None or not court.address:
        return
    ordered = sorted(page_ids)
    for start in range(0, len(ordered), STEP):
        step = ordered[start : start + STEP]
        with transaction.atomic(), as_visitors_see():
            state = _state(court, step)
            state.remember_files(step)
            _record(court, state)


def withdraw_page(page_id: int) -> None:
    """Remove the search document of a page that is being deleted."""
    court = court_of_schema()
    if court is not None:
        record_public(court=court.code, pages=(), gone={document_key(court, page_id): Event.DELETED})
        remove(document_key(court, page_id), next_version())


def withdraw_site(court: CourtIdentity) -> None:
    """Remove every search document of the current schema's court, and take back its files."""
    remove_court(court.code)
    forget_all_uses()


@contextmanager
def as_visitors_see() -> Iterator[None]:
    """Addresses and words as on the court's own site, whoever asks and from where."""
    before = get_urlconf()
    set_urlconf(settings.ROOT_URLCONF)
    try:
        with override(settings.LANGUAGE_CODE):
            yield
    finally:
        set_urlconf(before)


@dataclass(frozen=True, slots=True)
class _State:
    """Pages as the database has them: `live` of every type, `pages` those that citizens find, live or not.

    `forms` are those of the public ones, by key; behind `restricted` paths of the tree nothing is public.
    """

    live: list[Page]
    pages: list[FindablePage]
    public: list[FindablePage]
    ancestors: dict[str, Page]
    forms: dict[int, PublicForm]
    restricted: tuple[str, ...]

    def remember_files(self, page_ids: list[int]) -> None:
        public = {page.pk for page in self.live if not page.path.startswith(self.restricted)}
        remember_uses(page_ids, files_used(self.live, self.forms, public=public))

    def paths(self) -> dict[int, str]:
        return {page.pk: _path_on_site(page, self.ancestors) for page in self.public}


@transaction.atomic
def _announce_step(court: CourtIdentity, page_ids: list[int]) -> None:
    with as_visitors_see():
        state = _state(court, page_ids)
        version = next_version()
        state.remember_files(page_ids)
        files = attached_files(court, state.forms)
        store_many(_documents(court, state, files, version))
        gone = [page for page in state.pages if page not in state.public]
        remove_many([Removal(document_key(court, page.pk), version) for page in gone])
        _record(court, state)


def _state(court: CourtIdentity, page_ids: list[int]) -> _State:
    hold_chain(court.code)
    _hold(page_ids)
    everything = list(Page.objects.filter(pk__in=page_ids).specific())
    pages = [page for page in everything if isinstance(page, FindablePage)]
    restricted = _restricted_paths()
    public = [page for page in pages if page.live and not page.path.startswith(restricted)]
    ancestors = {page.path: page for page in Page.objects.filter(path__in=_ancestor_paths(public)).specific()}
    forms = {page.pk: page.public_form(ancestors[_parent_path(page)]) for page in public}
    live = [page for page in everything if page.live]
    return _State(live, pages, public, ancestors, forms, restricted)


def _record(court: CourtIdentity, state: _State) -> None:
    """Beside the search documents, the ledger and the record of what was public."""
    keys = {page.pk: document_key(court, page.pk) for page in state.pages}
    hidden = [page for page in state.pages if page not in state.public]
    said = said_of_withdrawals([page.pk for page in hidden if not page.live]) if hidden else {}
    gone = {keys[page.pk]: _event_of(page, said) for page in hidden}
    reasons = {keys[page]: each.details for page, each in said.items()}
    pages = standing_pages(state.public, keys=keys, paths=state.paths(), forms=state.forms)
    record_public(court=court.code, pages=pages, gone=gone, reasons=reasons)


def _event_of(page: FindablePage, said: Mapping[int, Said]) -> Event:
    if page.live:
        return Event.RESTRICTED
    return said[page.pk].event if page.pk in said else Event.WITHDRAWN


def _hold(page_ids: list[int]) -> None:
    """Wait for whoever is changing these pages: what is read then is as new as the version that is handed out after it."""
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=page_ids).order_by("pk").values_list("pk"))


def _documents(
    court: CourtIdentity, state: _State, files: dict[int, tuple[AttachedFile, ...]], version: int
) -> Iterator[SearchDocument]:
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    paths = state.paths()
    for page in state.public:
        form = state.forms[page.pk]
        yield SearchDocument(
            key=document_key(court, page.pk),
            version=version,
            court=court.code,
            court_name=court.name,
            level=court.level,
            province=court.province,
            url=court.address + paths[page.pk],
            title=form.title,
            text=form.text,
            summary=form.summary,
            published=form.published,
            column=form.column,
            column_type=form.column_type,
            catalogue_item=form.catalogue_item,
            language=languages[page.locale_id],
            kind=form.kind,
            keywords=form.keywords,
            files=files[page.pk],
        )


def _restricted_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def _parent_path(page: FindablePage) -> str:
    return str(page.path[: -Page.steplen])


def _line(page: FindablePage) -> list[str]:
    """Tree paths from the home page, which stands at depth 2, down to the page's parent."""
    return [page.path[: depth * Page.steplen] for depth in range(2, len(page.path) // Page.steplen)]


def _ancestor_paths(pages: list[FindablePage]) -> set[str]:
    return {path for page in pages for path in _line(page)}


def _path_on_site(page: FindablePage, ancestors: dict[str, Page]) -> str:
    # From the slugs, not from url_path: Wagtail updates that of a moved page's descendants after it has saved the page.
    return "/" + "".join(f"{ancestors[path].slug}/" for path in _line(page)[1:]) + f"{page.slug}/"
