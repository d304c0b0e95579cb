"""Writing what was planned, in one transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from sites.parties.errors import PartiesRefused
from sites.parties.importing.planning import ImportPlan, PlannedParty, plan_import
from sites.parties.importing.sheet import SheetRow
from sites.parties.keeping import keep_party
from sites.parties.models import Case, Party


@transaction.atomic
def import_parties(rows: Iterable[SheetRow]) -> ImportPlan:
    """Take all of it over. Raises PartiesRefused if anything speaks against any row: then nothing has happened."""
    plan = plan_import(rows)
    if plan.problems:
        raise PartiesRefused(_("有 %(count)d 处问题，没有导入任何内容。") % {"count": len(plan.problems)})
    cases = _cases(plan.parties)
    parties = [(planned, _party(cases[planned.number], planned)) for planned in plan.parties]
    for planned, party in parties:
        if planned.acts_for:
            named = Party.objects.filter(case=party.case, role=Party.Role.PARTY, name_key__in=planned.acts_for)
            party.acts_for.set(named)
    return plan


def _cases(planned: list[PlannedParty]) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for each in planned:
        case = cases.get(each.number) or Case.objects.get_or_create(number=each.number)[0]
        for name in ("cause", "unit", "phone"):
            setattr(case, name, getattr(each, name) or getattr(case, name))
        cases[each.number] = case
    for case in cases.values():
        case.save()
    return cases


def _party(case: Case, planned: PlannedParty) -> Party:
    party = Party.objects.get(pk=planned.known) if planned.known else Party(case=case)
    party.name, party.role, party.contact = planned.name, planned.role, planned.contact
    return keep_party(party)
