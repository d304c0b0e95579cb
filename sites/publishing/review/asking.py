"""Which signatures a text needs, and asking for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, TaskState

from federation.coordination.calendar import working_calendar
from federation.coordination.countersigning import ask_court
from federation.domain.working_days import add_working_days
from sites.publishing.review.freezing import frozen_text
from sites.publishing.review.models.matters import Matter
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.models.units import Responsibility, ReviewTerms, Unit

Kind = SignOff.Kind
TERM_OF = {
    Kind.UNIT: "verification",
    Kind.SECRECY: "secrecy",
    Kind.JOINT: "joint",
    Kind.COURT: "joint",
    Kind.APPROVAL: "approval",
    Kind.PUBLICATION: "publication",
}


@dataclass(frozen=True, slots=True)
class Party:
    """One signature that is needed: what for, and of which unit or court, where it is not the whole court's own."""

    kind: str
    unit: Unit | None = None
    court: str = ""


def responsibility_for(page: Page) -> Responsibility | None:
    """Who answers for a page: as its own item says, else the nearest column that has a unit, else that column's item."""
    above = {each.path: each for each in page.get_ancestors(inclusive=True).specific()}
    nearest_first = [above[path] for path in sorted(above, reverse=True)]
    items = [item for each in nearest_first if (item := getattr(each, "catalogue_item", ""))]
    rows = Responsibility.objects.select_related("unit").filter(
        Q(column__in=[each.pk for each in nearest_first]) | Q(item__in=items)
    )
    by_column = {row.column_id: row for row in rows if row.column_id}
    by_item = {row.item: row for row in rows if row.item}
    own = getattr(nearest_first[0], "catalogue_item", "") if nearest_first else ""
    if own in by_item:
        return by_item[own]
    for each in nearest_first:
        found = by_column.get(each.pk) or by_item.get(getattr(each, "catalogue_item", ""))
        if found:
            return found
    return None


def parties_of(page: Page, kinds: Sequence[str]) -> list[Party]:
    """The signatures of some kinds that a page needs as it stands: at most one of each unit and court."""
    responsible, matter = responsibility_for(page), matter_of(page)
    parties: list[Party] = []
    if Kind.UNIT in kinds:
        parties.append(Party(Kind.UNIT, unit=unit_of(responsible)))
        parties += [Party(Kind.JOINT, unit=unit) for unit in partners(responsible, matter)]
        parties += [Party(Kind.COURT, court=code) for code in matter.courts]
    if Kind.SECRECY in kinds:
        parties.append(Party(Kind.SECRECY))
    if Kind.APPROVAL in kinds and needs_approval(responsible, matter):
        parties.append(Party(Kind.APPROVAL))
    if Kind.PUBLICATION in kinds:
        parties.append(Party(Kind.PUBLICATION))
    return parties


def ask(task_state: TaskState, parties: Sequence[Party]) -> None:
    """Ask for signatures on the revision that a step has begun with, each within its term."""
    workflow_state = task_state.workflow_state
    page = workflow_state.content_object
    terms, calendar, today = review_terms(), working_calendar(), timezone.localdate()
    for party in parties:
        due = add_working_days(today, getattr(terms, TERM_OF[Kind(party.kind)]), calendar)
        sign_off = SignOff.objects.create(
            task_state=task_state,
            workflow_state=workflow_state,
            page_id=page.pk,
            revision=task_state.revision,
            kind=party.kind,
            unit=party.unit,
            court=party.court,
            due_on=due,
        )
        if party.court:
            ask_court(court=party.court, text=frozen_text(task_state.revision), sign_off=sign_off.pk, due_on=due)


def unit_of(responsible: Responsibility | None) -> Unit | None:
    """The unit that verifies: the one that answers for it, else the one that takes what nobody answers for."""
    return responsible.unit if responsible else Unit.objects.filter(default=True).first()


def partners(responsible: Responsibility | None, matter: Matter) -> list[Unit]:
    """Other units that have to sign, each once."""
    chosen = set(matter.partners.all()) if matter.pk and not matter._state.adding else set()
    if responsible:
        chosen |= set(responsible.partners.all())
    return sorted(chosen - {unit_of(responsible)}, key=lambda unit: (unit.order, unit.pk))


def needs_approval(responsible: Responsibility | None, matter: Matter) -> bool:
    demanded = responsible is not None and (responsible.needs_approval or responsible.needs_assessment)
    return demanded or matter.major or matter.sensitive


def needs_assessment(page: Page) -> bool:
    """Whether a risk assessment has to stand before the approval."""
    responsible, matter = responsibility_for(page), matter_of(page)
    return matter.major or matter.sensitive or (responsible is not None and responsible.needs_assessment)


def matter_of(page: Page) -> Matter:
    """What was declared of a page; an empty declaration, not stored, where nothing was."""
    return Matter.objects.filter(page_id=page.pk).first() or Matter(page_id=page.pk)


def review_terms() -> ReviewTerms:
    return ReviewTerms.objects.get_or_create(pk=1)[0]
