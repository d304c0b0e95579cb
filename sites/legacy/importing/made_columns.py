"""Columns that imports made, taken away again once they hold nothing and nobody has had a hand in them."""

from collections import Counter
from collections.abc import Collection, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, PageLogEntry, ReferenceIndex

from sites.legacy.models import ColumnMapping, OldAddress
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.pages.models import ColumnPage
from sites.publishing.withdrawal.grounds import Ground, withdrawing_as


def judged_columns(going: Collection[Page]) -> Iterator[tuple[ColumnPage, str]]:
    """Every column that an import made, innermost first, with why it stays; "" where it can go.

    `going` are pages that will be gone by then, in a dry run; a column that goes counts as gone for those above it.
    """
    gone = Counter(page.path[: -Page.steplen] for page in going)
    numbers = {page.pk for page in going}
    for column in ColumnPage.objects.filter(made_by_import__isnull=False).order_by("-depth", "path"):
        reason = _reason_to_stay(column, left=column.numchild - gone[column.path], going=numbers)
        if not reason:
            gone[column.path[: -Page.steplen]] += 1
            numbers.add(column.pk)
        yield column, reason


@transaction.atomic
def remove_column(column: ColumnPage) -> int:
    """Remove a column that can go, as an editor's deletion would; returns how many old addresses went with it.

    Old columns that were to go there lead to a new one of its name again.
    """
    for row in ColumnMapping.objects.filter(Q(column=column) | Q(proposal__column=column.pk)):
        _make_anew(row, column)
    addresses, _by_model = OldAddress.objects.filter(page=column, set_by_hand=False).delete()
    with withdrawing_as(Ground.IMPORT_UNDONE):
        ColumnPage.objects.get(pk=column.pk).delete()
    return addresses


def _reason_to_stay(column: ColumnPage, *, left: int, going: Collection[int]) -> str:
    if left:
        return _("其中还有 %(count)d 个页面") % {"count": left}
    if column.latest_revision_id or PageLogEntry.objects.filter(page=column.pk, user__isnull=False).exists():
        return _("导入后有人修改或处理过")
    if GroupPagePermission.objects.filter(page=column).exists():
        return _("有用户组在其中另有权限")
    by_hand = OldAddress.objects.filter(page=column, set_by_hand=True).exists()
    if by_hand or Redirect.objects.filter(redirect_page=column, automatically_created=False).exists():
        return _("有人把别的地址指到了它")
    return _("有页面链接到它") if _is_linked(column, going) else ""


def _is_linked(column: ColumnPage, going: Collection[int]) -> bool:
    """Whether a page that stays refers to a column."""
    references = ReferenceIndex.get_references_to(column)
    pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return any(int(number) not in going for number in pages.values_list("object_id", flat=True).iterator())


def _make_anew(row: ColumnMapping, column: ColumnPage) -> None:
    """Where a row, or what was proposed for it, leads to a column that goes: to a new one of its name in the same place."""
    above = ColumnPage.objects.parent_of(column).first()
    if row.column_id == column.pk:
        row.column, row.new_trail = above, _below(column, row.new_trail)
    if row.proposal.get("column") == column.pk:
        new_trail = _below(column, row.proposal.get("new_trail", ""))
        row.proposal = row.proposal | {"column": above.pk if above else None, "new_trail": new_trail}
    row.save(update_fields=["column", "new_trail", "proposal"])


def _below(column: ColumnPage, names: str) -> str:
    return TRAIL_SEPARATOR.join(filter(None, (column.title, names)))
