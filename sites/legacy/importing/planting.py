"""Many articles at once: new ones under their columns, and newer texts on those that are there.

Saving a page through treebeard and Wagtail costs some thirty statements; a batch here costs about as many in all. What
a saved page has, a planted one has too: its place in the tree, a revision to go back to, an entry in the log, the admin's
search index, the index of references, and its search document (tested against `add_child`).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Value
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from sites.pages.models import ArticlePage, ColumnPage
from sites.publishing.announcing import announce
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import release_many

BASE_FIELDS = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]


@transaction.atomic
def plant(articles: list[tuple[ColumnPage, ArticlePage]]) -> None:
    """Insert articles, in order, as the last children of their columns. The pages must be clean, with unique slugs."""
    pages = [page for _column, page in articles]
    if not pages:
        return
    by_column: dict[int, list[ArticlePage]] = defaultdict(list)
    for column, page in articles:
        by_column[column.pk].append(page)
    for column_id in sorted(by_column):
        _give_places(column_id, by_column[column_id])
    _insert(pages)
    _write_revisions(pages)
    Page.objects.bulk_update(pages, ["latest_revision", "latest_revision_created_at", "live_revision"])
    release_many(pages, ground=Release.Ground.IMPORT)
    _write_log(pages, "wagtail.create")
    _index(pages)
    for page in filter(refers_to_something, pages):
        ReferenceIndex.create_or_update_for_object(page)
    announce({page.pk for page in pages})


@transaction.atomic
def renew(pages: Sequence[ArticlePage], *, held: Collection[int]) -> None:
    """Write the changed contents of articles as new revisions. What is live stays live, with the new text.

    Of those in `held`, by primary key, the public text stays as it is: the new one waits as their draft.
    """
    if not pages:
        return
    now = timezone.now()
    for page in pages:
        page.has_unpublished_changes = not page.live or page.pk in held
        if page.live and page.pk not in held:
            page.last_published_at = now
    _write_revisions(pages, held=held)
    Page.objects.bulk_update(
        pages,
        ["draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision"],
    )
    _write_log(pages, "wagtail.edit")
    shown = [page for page in pages if page.pk not in held]
    release_many(shown, ground=Release.Ground.IMPORT)
    _write_contents(shown)
    _write_log([page for page in shown if page.live], "wagtail.publish")
    _index(shown)
    for page in shown:
        ReferenceIndex.create_or_update_for_object(page)
    announce({page.pk for page in shown})


def _write_contents(pages: Sequence[ArticlePage]) -> None:
    own = [field.name for field in ArticlePage._meta.local_concrete_fields if not field.primary_key]
    for page in pages:
        Page.objects.filter(pk=page.pk).update(title=page.title, last_published_at=page.last_published_at)
        ArticlePage._base_manager.filter(pk=page.pk).update(**{name: getattr(page, name) for name in own})


def _index(pages: Sequence[ArticlePage]) -> None:
    """Put pages into the admin's search."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(ArticlePage, pages)


def _give_places(column_id: int, pages: list[ArticlePage]) -> None:
    column = ColumnPage.objects.select_for_update().get(pk=column_id)
    last = column.get_last_child()
    step = ColumnPage._str2int(last.path[-ColumnPage.steplen :]) if last else 0
    content_type = ContentType.objects.get_for_model(ArticlePage)
    for place, page in enumerate(pages, start=step + 1):
        page.path = ColumnPage._get_path(column.path, column.depth + 1, place)
        page.depth, page.numchild = column.depth + 1, 0
        page.url_path = f"{column.url_path}{page.slug}/"
        page.content_type = content_type
    Page.objects.filter(pk=column_id).update(numchild=F("numchild") + len(pages))


def _insert(pages: list[ArticlePage]) -> None:
    bases = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in BASE_FIELDS}) for page in pages)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
        page._state.adding, page._state.db = False, base._state.db
    # bulk_create refuses models with a parent table, so the second half goes in as Model.save itself would put it
    ArticlePage._base_manager._insert(pages, fields=ArticlePage._meta.local_concrete_fields, using=bases[0]._state.db)


def refers_to_something(page: ArticlePage) -> bool:
    """Whether the index of references would hold anything of the page: a file, or a link within the site."""
    return bool(page.picture_id) or any(
        "linktype=" in block.value.source if block.block_type == "text" else block.block_type != "table"
        for block in page.body
    )


def _write_revisions(pages: Sequence[ArticlePage], *, held: Collection[int] = ()) -> None:
    content = Revision._meta.get_field("content")
    content_type = ContentType.objects.get_for_model(ArticlePage)
    base_content_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=base_content_type,
            object_id=str(page.pk),
            object_str=str(page),
            # As an expression: plain values go in as one array, whose every backslash is escaped by slow code, and JSON
            # writes Chinese in backslashes.
            content=Value(page.serializable_data(), content),
            created_at=timezone.now(),
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision_id, page.latest_revision_created_at = revision.pk, revision.created_at
        if page.pk not in held:
            page.live_revision_id = revision.pk if page.live else None


def _write_log(pages: Sequence[ArticlePage], action: str) -> None:
    content_type = ContentType.objects.get_for_model(ArticlePage)
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type=content_type,
            label=page.title,
            action=action,
            timestamp=now,
            data={},
            content_changed=True,
            revision_id=page.latest_revision_id,
        )
        for page in pages
    )
