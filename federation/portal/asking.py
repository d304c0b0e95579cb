"""From an address to a question for the search, and back to addresses that ask for more, less or the next page."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.catalogue.items import ITEMS
from federation.courts.models import Court
from federation.portal.paging import Pager, pager
from federation.portal.parameters import chosen, page_number, typed
from federation.questions.parameters import MAX_PAGE, PARAMETERS, known_courts
from search.facets import FACETS
from search.types import Query, Results, Sort

FILTERS = {facet.name: facet.filter_name for facet in FACETS}
"""Address parameter, also the name of the facet -> field of Query."""

DAYS = {"from": "published_from", "until": "published_until"}
"""Address parameter -> field of Query: the first and the last day of publication."""

FACET_NAMES = {
    "level": gettext_lazy("审级"),
    "court": gettext_lazy("法院"),
    "province": gettext_lazy("地区"),
    "column_type": gettext_lazy("内容类型"),
    "column": gettext_lazy("栏目"),
    "year": gettext_lazy("年份"),
    "catalogue_item": gettext_lazy("公开事项"),
    "file_type": gettext_lazy("附件格式"),
    "language": gettext_lazy("语言"),
}
HITS_A_PAGE = 10
ITEM_NAMES = {item.code: item.name for item in ITEMS}
"""Of the catalogue's items: the words of 法发〔2018〕20号, which are never translated."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the results, and the address of the results without it."""

    facet: str
    label: str
    address: str


def query_of(parameters: QueryDict) -> Query:
    """The question that an address asks. Values that nothing can have are left out."""
    values: dict[str, Any] = {
        PARAMETERS[name].field: tuple(_sensible(name, chosen(parameters, name))) for name in (*FILTERS, "as_words")
    }
    values |= {field: next(_sensible(name, chosen(parameters, name)), None) for name, field in DAYS.items()}
    return Query(
        text=typed(parameters, "q"),
        sort=Sort.DATE if parameters.get("sort") == Sort.DATE else Sort.RELEVANCE,
        page=page_number(parameters),
        page_size=HITS_A_PAGE,
        **values
        | {"courts": tuple(known_courts(values["courts"])), "provinces": _known_provinces(values["provinces"])},
    )


def address(query: Query) -> str:
    """The shortest address that asks this."""
    pairs: list[tuple[str, Any]] = [("q", query.text)] if query.text else []
    for parameter, field in FILTERS.items():
        pairs += [(parameter, value) for value in getattr(query, field)]
    pairs += [(parameter, value) for parameter, field in DAYS.items() if (value := getattr(query, field))]
    pairs += [("as_words", piece) for piece in query.literally]
    if query.sort is not Sort.RELEVANCE:
        pairs.append(("sort", query.sort))
    if query.page > 1:
        pairs.append(("page", query.page))
    return reverse("portal:search") + (f"?{urlencode(pairs)}" if pairs else "")


def is_asking(query: Query) -> bool:
    return bool(query.text or any(getattr(query, field) for field in (*FILTERS.values(), *DAYS.values())))


def sorted_by(query: Query, sort: Sort) -> str:
    return address(replace(query, sort=sort, page=1))


def chips(query: Query, results: Results | None = None) -> list[Chip]:
    """Everything that narrows the results."""
    found = results.facets if results else {}
    labels = {(name, value.value): value.label for name, values in found.items() for value in values}
    labels |= {("court", code): name for code, name in known_courts(query.courts).items()}
    labels |= {("catalogue_item", code): ITEM_NAMES[code] for code in query.catalogue_items}
    filters = [
        Chip(str(FACET_NAMES[name]), labels.get((name, str(value)), str(value)), toggled(query, field, value))
        for name, field in FILTERS.items()
        for value in getattr(query, field)
    ]
    return filters + _day_chips(query)


def kept_filters(query: Query) -> list[tuple[str, str]]:
    """What a new question typed over these results keeps: names and values of hidden fields."""
    pairs = [(name, str(value)) for name, field in FILTERS.items() for value in getattr(query, field)]
    pairs += [(name, value.isoformat()) for name, field in DAYS.items() if (value := getattr(query, field))]
    return pairs + ([("sort", str(query.sort))] if query.sort is not Sort.RELEVANCE else [])


def without_filters(query: Query) -> str:
    return address(Query(text=query.text, literally=query.literally, sort=query.sort))


def results_pager(query: Query, results: Results) -> Pager:
    pages = min(results.pages, MAX_PAGE)
    return pager(number=query.page, pages=pages, address_of=lambda number: address(replace(query, page=number)))


def total_in_words(results: Results) -> str:
    if results.total_is_exact:
        return _("共 %(total)s 条结果") % {"total": f"{results.total:,}"}
    return _("%(total)s 条以上结果") % {"total": f"{results.total:,}"}


def _day_chips(query: Query) -> list[Chip]:
    names = {"published_from": _("起始日期"), "published_until": _("截止日期")}
    nothing: dict[str, Any] = {"page": 1}
    return [
        Chip(name, value.isoformat(), address(replace(query, **nothing | {field: None})))
        for field, name in names.items()
        if (value := getattr(query, field))
    ]


def toggled(query: Query, field: str, value: Any) -> str:
    """The address of the results with a value taken in, or out if it is in."""
    selected: tuple[Any, ...] = getattr(query, field)
    changed = tuple(each for each in selected if each != value) if value in selected else (*selected, value)
    changes: dict[str, Any] = {field: changed, "page": 1}
    return address(replace(query, **changes))


def _known_provinces(names: tuple[str, ...]) -> tuple[str, ...]:
    known = set(Court.objects.filter(province__in=names).values_list("province", flat=True)) if names else set()
    return tuple(name for name in names if name in known)


def _sensible(name: str, texts: Iterable[str]) -> Iterator[Any]:
    """Of what was given for a parameter, the values that can be meant."""
    for text in texts:
        with suppress(ValueError):
            yield PARAMETERS[name].read(text)
