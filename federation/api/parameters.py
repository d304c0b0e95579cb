"""From an address to a query, strictly: what cannot be meant is refused with every reason at once, never left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from federation.questions.parameters import MAX_VALUES, PARAMETERS, Parameter, known_courts
from search.query.reading import MAX_LENGTH
from search.types import Query

USUAL_PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a parameter, in words for those who wrote the address."""

    parameter: str
    message: str


class RefusedParameters(FederationError):
    """An address that asks for something that does not exist."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.parameter}: {fault.message}" for fault in faults))
        self.faults = faults


def query_of(given: QueryDict) -> Query:
    """The query that an address asks. Raises `RefusedParameters`."""
    faults = [*_unknown(given)]
    values: dict[str, Any] = {}
    for name, parameter in PARAMETERS.items():
        try:
            if name in given:
                values[parameter.field] = _read(given.getlist(name), parameter)
        except ValueError as error:
            faults.append(Fault(name, str(error)))
    if not faults:
        faults = [*_impossible(values)]
    if faults:
        raise RefusedParameters(faults)
    return Query(**{"page_size": USUAL_PAGE_SIZE} | values)


def _unknown(given: QueryDict) -> Iterator[Fault]:
    known = "、".join(PARAMETERS)
    for name in given:
        if name not in PARAMETERS:
            yield Fault(name[:MAX_LENGTH], _("没有这个参数。可用的参数：%(known)s。") % {"known": known})


def _read(texts: list[str], parameter: Parameter) -> Any:
    if not parameter.several:
        if len(texts) > 1:
            raise ValueError(_("只能出现一次。"))
        return parameter.read(texts[0])
    if len(texts) > MAX_VALUES:
        raise ValueError(_("最多出现 %(number)d 次。") % {"number": MAX_VALUES})
    return tuple(dict.fromkeys(map(parameter.read, texts)))


def _impossible(values: dict[str, Any]) -> Iterator[Fault]:
    known = known_courts(values.get("courts", ()))
    for code in values.get("courts", ()):
        if code not in known:
            yield Fault("court", _("名录中没有代字为“%(code)s”的法院。") % {"code": code})
    first, last = values.get("published_from"), values.get("published_until")
    if first and last and first > last:
        yield Fault("until", _("截止日期早于起始日期。"))
