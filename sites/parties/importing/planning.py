"""What an import would do: read in full, with every reason against it at once, before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sites.parties.identifying import case_number, contact_of, name_key
from sites.parties.importing.sheet import Field, SheetRow
from sites.parties.models import Case, Party

ROLE_WORDS = {
    Party.Role.PARTY: (
        "", "当事人", "原告", "被告", "第三人", "申请人", "被申请人", "上诉人", "被上诉人", "申请执行人", "被执行人", "被告人", "被害人", "自诉人",
    ),
    Party.Role.GUARDIAN: ("法定代理人", "监护人", "法定代表人"),
    Party.Role.AGENT: ("诉讼代理人", "委托诉讼代理人", "委托代理人", "代理人", "律师"),
    Party.Role.DEFENDER: ("辩护人", "辩护律师"),
}  # fmt: skip
_ROLES = {word: role for role, words in ROLE_WORDS.items() for word in words}
_BETWEEN_NAMES = str.maketrans("，,；;、/", "      ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedParty:
    """One row that can be taken over. `known` is the row of a party who is changed rather than added."""

    line: int
    number: str
    name: str
    role: Party.Role
    contact: str
    acts_for: tuple[str, ...] = ()
    cause: str = ""
    unit: str = ""
    phone: str = ""
    known: int | None = None
    changes: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Nothing is taken over while there are problems."""

    parties: list[PlannedParty] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_cases: int = 0

    @property
    def added(self) -> list[PlannedParty]:
        return [each for each in self.parties if each.known is None]

    @property
    def changed(self) -> list[PlannedParty]:
        return [each for each in self.parties if each.known is not None and each.changes]

    @property
    def unchanged(self) -> int:
        return len(self.parties) - len(self.added) - len(self.changed)


def plan_import(rows: Iterable[SheetRow]) -> ImportPlan:
    """Numbers, names, roles and contacts of every row, read and held against what is on record."""
    plan = ImportPlan()
    read = [party for row in rows if (party := _read(row, plan.problems))]
    plan.problems.extend(_twice(read))
    standing = _standing({party.number for party in read})
    for party in read:
        plan.parties.append(_against(standing[party.number], party, read))
    plan.problems.extend(_represent_nobody(plan.parties, standing))
    plan.problems.sort(key=lambda problem: problem.line)
    numbers = {party.number for party in read}
    known = Case.objects.filter(number__in=numbers).count()
    return ImportPlan(plan.parties, plan.problems, len(numbers) - known)


def _read(row: SheetRow, problems: list[Problem]) -> PlannedParty | None:
    wrong = list(_wrong_in(row))
    problems.extend(Problem(row.line, words) for words in wrong)
    if wrong:
        return None
    return PlannedParty(
        line=row.line,
        number=case_number(row[Field.NUMBER]),
        name=row[Field.NAME],
        role=_ROLES[row[Field.ROLE]],
        contact=contact_of(row[Field.CONTACT]),
        acts_for=tuple(map(name_key, row[Field.ACTS_FOR].translate(_BETWEEN_NAMES).split())),
        cause=row[Field.CAUSE][:100],
        unit=row[Field.UNIT][:60],
        phone=row[Field.PHONE][:40],
    )


def _wrong_in(row: SheetRow) -> Iterator[str]:
    if not case_number(row[Field.NUMBER]):
        yield _("“%s”不是案号。") % row[Field.NUMBER]
    if not name_key(row[Field.NAME]) or len(row[Field.NAME]) > 100:
        yield _("没有姓名，或者超过 100 个字。")
    if row[Field.ROLE] not in _ROLES:
        yield _("不认识的身份“%(role)s”。可以写：%(known)s。") % {
            "role": row[Field.ROLE],
            "known": "、".join(filter(None, _ROLES)),
        }
    try:
        contact_of(row[Field.CONTACT])
    except ValidationError:
        yield _("“%s”不是手机号码或者电子邮箱。") % row[Field.CONTACT]


def _twice(read: list[PlannedParty]) -> Iterator[Problem]:
    counted = Counter(map(_identity, read))
    seen = set()
    for party in read:
        if counted[_identity(party)] > 1 and _identity(party) in seen:
            yield Problem(party.line, _("与前面的一行重复：同一案件、同一姓名、同一联系方式。"))
        seen.add(_identity(party))


def _identity(party: PlannedParty) -> tuple[str, str, str]:
    return party.number, name_key(party.name), party.contact


def _standing(numbers: set[str]) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case__number__in=numbers).select_related("case").order_by("pk"):
        found[party.case.number].append(party)
    return found


def _against(standing: list[Party], party: PlannedParty, read: list[PlannedParty]) -> PlannedParty:
    """The same person with the same contact is known. One who is the only one of the name, here and there, has a new contact."""
    of_the_name = [each for each in standing if each.name_key == name_key(party.name)]
    same = [each for each in of_the_name if each.contact == party.contact]
    alone = sum(each.number == party.number and name_key(each.name) == name_key(party.name) for each in read) == 1
    found = same or (of_the_name if len(of_the_name) == 1 and alone else [])
    if not found:
        return party
    known = found[0]
    changes = (known.contact, known.role, known.name) != (party.contact, party.role, party.name) or bool(party.acts_for)
    fields = {name: getattr(party, name) for name in PlannedParty.__slots__}
    return PlannedParty(**fields | {"known": known.pk, "changes": changes})


def _represent_nobody(parties: list[PlannedParty], standing: dict[str, list[Party]]) -> Iterator[Problem]:
    named = {(party.number, name_key(party.name)) for party in parties if party.role == Party.Role.PARTY}
    named |= {
        (number, each.name_key)
        for number, people in standing.items()
        for each in people
        if each.role == Party.Role.PARTY
    }
    for party in parties:
        if party.acts_for and party.role == Party.Role.PARTY:
            yield Problem(party.line, _("当事人本人不代理他人，请改写身份，或者清空代理的当事人。"))
        for name in party.acts_for:
            if (party.number, name) not in named:
                yield Problem(party.line, _("代理的当事人“%s”不在这个案件里。") % name)
