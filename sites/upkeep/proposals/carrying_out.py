"""Moving the pages of a merged column, and putting them back. A page a transaction: killed at any point it goes on where it was."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision

from federation.ledger.acting import because
from sites.pages.article import ArticlePage
from sites.pages.closed import ClosedColumn
from sites.pages.column import ColumnPage
from sites.publishing.review.recording import hold_ledger
from sites.upkeep.models import ColumnProposal, MovedPage
from sites.upkeep.proposals.plan import pages_of

_State = ColumnProposal.State
Ask = Callable[[], None]
"""Raises whatever ends the work for now."""


def ask_nobody() -> None:
    return None


def carry_out(proposal: int, *, ask: Ask = ask_nobody) -> ColumnProposal:
    """Do what is left of it; nothing if it is stopped or done. `ask` is called before each page."""
    row = ColumnProposal.objects.get(pk=proposal)
    step = {_State.RUNNING: _take_next, _State.UNDOING: _put_back_next}.get(_State(row.state))
    while step is not None and row.state in (_State.RUNNING, _State.UNDOING):
        ask()
        with transaction.atomic(), override("zh-hans"):
            hold_ledger()
            row = (
                ColumnProposal.objects.select_for_update(of=("self",)).select_related("column", "into").get(pk=proposal)
            )
            if row.state in (_State.RUNNING, _State.UNDOING):
                step(row)
                row.save(update_fields=["state", "done", "left_behind"])
    return row


def _take_next(row: ColumnProposal) -> None:
    page = pages_of(row.column).first()
    if page is None or row.into is None:
        row.state = _State.DONE
        return
    _take(row, page.specific)
    row.done += 1


def _take(row: ColumnProposal, page: Page) -> None:
    assert row.into is not None  # noqa: S101
    own_item = getattr(page, "catalogue_item", "")
    MovedPage.objects.create(proposal=row, page_id=page.pk, slug=page.slug, item=own_item)
    changes = {"slug": _free_slug(page.slug, row.into)}
    column = ColumnPage.objects.get(pk=row.column_id)
    if isinstance(page, ArticlePage) and not own_item and column.catalogue_item:
        changes["catalogue_item"] = column.catalogue_item
    with because(reason=_("栏目“%(column)s”并入“%(into)s”") % {"column": row.column.title, "into": row.into.title}):
        _move(page, row.into, changes)


def _put_back_next(row: ColumnProposal) -> None:
    moved = row.moved.select_related("page").order_by("-pk").first()
    if moved is None:
        ClosedColumn.objects.filter(column_id=row.column_id).delete()
        row.state = _State.UNDONE
        return
    page, home = moved.page.specific, row.into
    if home is not None and page.is_child_of(home):
        changes = {"slug": _free_slug(moved.slug, row.column)}
        if isinstance(page, ArticlePage) and not moved.item:
            changes["catalogue_item"] = ""
        with because(reason=_("撤销栏目“%(column)s”的归并") % {"column": row.column.title}):
            _move(page, row.column, changes)
        row.done += 1
    else:
        row.left_behind += 1
    moved.delete()


def _move(page: Page, parent: Page, changes: dict[str, str]) -> None:
    """With other facts about its place, which are no text: in what is live and in the drafts, so that a later publication keeps them."""
    differing = {name: value for name, value in changes.items() if getattr(page, name) != value}
    if differing:
        for name, value in differing.items():
            setattr(page, name, value)
        type(page).objects.filter(pk=page.pk).update(**differing)
        _in_revisions(page, differing)
    page.move(Page.objects.get(pk=parent.pk), pos="last-child")


def _in_revisions(page: Page, changes: dict[str, Any]) -> None:
    for revision in Revision.objects.filter(pk__in=filter(None, (page.live_revision_id, page.latest_revision_id))):
        revision.content.update(changes)
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _free_slug(slug: str, parent: Page) -> str:
    """The slug, with the first number behind it that makes it its own among the children of a page."""
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 2
    found = slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found
