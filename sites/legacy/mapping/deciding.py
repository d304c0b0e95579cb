"""What a person decides about old columns, and takes back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from sites.legacy.mapping.proposals import DEEPEST
from sites.legacy.models import ColumnMapping, ImportedArticle
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.pages.base import HOME_DEPTH
from sites.pages.models import ColumnPage

State = ColumnMapping.State
_WRITTEN = ["column", "new_trail", "catalogue_item", "skip", "state", "decided_by", "decided_at"]


class DecisionRefused(FederationError):
    """A column cannot go where it is sent."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the articles of an old column go. `new_trail` are names of new columns under `column`, or under the home page."""

    column: ColumnPage | None
    new_trail: str
    catalogue_item: str
    skip: bool


def decision_of(row: ColumnMapping) -> Decision:
    """What stands in a row now."""
    return Decision(row.column, row.new_trail, row.catalogue_item, row.skip)


def decide(decisions: Iterable[tuple[ColumnMapping, Decision]], *, by: AbstractBaseUser | None) -> int:
    """Confirm rows, each with its decision; all of them or none. `by` is None on the command line. Raises DecisionRefused."""
    rows = []
    for row, decision in decisions:
        refuse_what_cannot_be(decision)
        row.column, row.new_trail = decision.column, tidy_trail(decision.new_trail)
        row.catalogue_item, row.skip = decision.catalogue_item, decision.skip
        row.state, row.decided_at = State.CONFIRMED, timezone.now()
        row.decided_by_id = by.pk if by else None
        rows.append(row)
    return ColumnMapping.objects.bulk_update(rows, _WRITTEN, batch_size=500)


def confirm(rows: QuerySet[ColumnMapping], *, by: AbstractBaseUser | None) -> int:
    """Confirm what is proposed in rows that wait for it; how many that were."""
    return rows.filter(state=State.PROPOSED).update(
        state=State.CONFIRMED, decided_at=timezone.now(), decided_by_id=by.pk if by else None
    )


@transaction.atomic
def take_back(rows: QuerySet[ColumnMapping]) -> int:
    """Put confirmed rows back to what was proposed for them; how many that were. Pages that wait to follow wait no longer."""
    confirmed = list(rows.filter(state=State.CONFIRMED))
    there = set(ColumnPage.objects.values_list("pk", flat=True))
    for row in confirmed:
        column = row.proposal.get("column")
        row.column_id = column if column in there else None
        row.new_trail = row.proposal.get("new_trail", "")
        row.catalogue_item = row.proposal.get("catalogue_item", "")
        row.skip, row.state, row.decided_by, row.decided_at = False, State.PROPOSED, None, None
        ImportedArticle.objects.filter(columns=list(row.names)).update(relocation=None)
    return ColumnMapping.objects.bulk_update(confirmed, _WRITTEN, batch_size=500)


def tidy_trail(names: str) -> str:
    """Names of new columns in the one spelling that rows keep; › and > set them apart."""
    parts = names.replace(">", "›").split(TRAIL_SEPARATOR.strip())
    return TRAIL_SEPARATOR.join(plain for part in parts if (plain := " ".join(part.split())[:200]))


def refuse_what_cannot_be(decision: Decision) -> None:
    """Raises DecisionRefused where columns would stand deeper than a breadcrumb of three levels shows."""
    new = len(tidy_trail(decision.new_trail).split(TRAIL_SEPARATOR)) if decision.new_trail.strip() else 0
    above = decision.column.depth - HOME_DEPTH if decision.column else 0
    if new and above + new > DEEPEST:
        raise DecisionRefused(
            _("新建栏目“%(name)s”会成为第 %(depth)d 级。网站栏目至多 %(deepest)d 级，请改选上一级栏目或减少一级。")
            % {"name": decision.new_trail, "depth": above + new, "deepest": DEEPEST}
        )
