"""What results can be narrowed to, and the words under which it is offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info, gettext, gettext_lazy

from search.types import FacetValue, Query, SearchDocument

MAX_VALUES = 50
"""Values offered of one facet. Selected ones are always offered."""

_LEVELS = {
    "supreme": gettext_lazy("最高人民法院"),
    "high": gettext_lazy("高级人民法院"),
    "intermediate": gettext_lazy("中级人民法院"),
    "basic": gettext_lazy("基层人民法院"),
}
COLUMN_TYPES = {
    "news": gettext_lazy("动态"),
    "notice": gettext_lazy("公告"),
    "guide": gettext_lazy("指南"),
    "document": gettext_lazy("文件资料"),
    "organisation": gettext_lazy("概况"),
}
FILE_TYPES = {
    "pdf": gettext_lazy("PDF"),
    "word": gettext_lazy("文字文档"),
    "sheet": gettext_lazy("电子表格"),
    "slides": gettext_lazy("演示文稿"),
    "ofd": gettext_lazy("OFD 版式文件"),
    "text": gettext_lazy("纯文本"),
    "other": gettext_lazy("其他文件"),
}

LANGUAGES = {"bo": "བོད་ཡིག", "ii": "ꆈꌠꉙ", "kk-arab": "قازاقشا", "mn-mong": "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "za": "Vahcuengh"}
"""What languages of China call themselves that Django does not know."""


def _own_name(value: str, name: str) -> str:
    return name


def level_name(value: str, name: str = "") -> str:
    """What a level is called."""
    return str(_LEVELS.get(value, value))


def _column_type_name(value: str, name: str) -> str:
    return str(COLUMN_TYPES.get(value, value))


def _file_type_name(value: str, name: str) -> str:
    return str(FILE_TYPES.get(value, value))


def _language_name(value: str, name: str) -> str:
    try:
        return LANGUAGES.get(value) or str(get_language_info(value)["name_local"])
    except KeyError:
        return value


def _year_name(value: str, name: str) -> str:
    return gettext("%(year)s年") % {"year": value}


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of documents by which results are counted and narrowed.

    `name` is the property, `filter_name` the field of `Query` with the values selected; `label` gives a value's
    words from the value and the name that documents carry for it. `list_field`, where there is one, is the field of
    documents that holds several values at once.
    """

    name: str
    filter_name: str
    label: Callable[[str, str], str] = _own_name
    list_field: str = ""

    def selection(self, query: Query) -> tuple[Any, ...]:
        """The values to which the query is narrowed."""
        selected: tuple[Any, ...] = getattr(query, self.filter_name)
        return selected

    def values_of(self, document: SearchDocument) -> tuple[str, ...]:
        """The document's values, as facets show them."""
        if self.list_field:
            return tuple(getattr(document, self.list_field))
        return (str(getattr(document, self.name)),)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many documents have this value; `name` is what the documents call it."""

    value: str
    name: str
    count: int


FACETS = (
    Facet("court", "courts"),
    Facet("level", "levels", level_name),
    Facet("province", "provinces"),
    Facet("year", "years", _year_name),
    Facet("column", "columns"),
    Facet("catalogue_item", "catalogue_items"),
    Facet("column_type", "column_types", _column_type_name),
    Facet("language", "languages", _language_name),
    Facet("file_type", "file_types", _file_type_name, list_field="file_types"),
)
"""Of catalogue items the code is shown; their names are known to the catalogue."""


def facet_values(facet: Facet, counts: Iterable[Counted], query: Query) -> tuple[FacetValue, ...]:
    """The values to offer, in order. What is selected stays on offer though nothing has it."""
    selected = {str(value) for value in facet.selection(query)}
    found = {each.value: each for each in counts if each.value}
    missing = [Counted(value, value, 0) for value in sorted(selected - found.keys())]
    ordered = sorted(found.values(), key=_newest_year if facet.name == "year" else _most_frequent)
    offered = [each for at, each in enumerate(ordered) if at < MAX_VALUES or each.value in selected]
    return tuple(
        FacetValue(each.value, facet.label(each.value, each.name), each.count, each.value in selected)
        for each in offered + missing
    )


def _most_frequent(counted: Counted) -> tuple[int, str]:
    return -counted.count, counted.value


def _newest_year(counted: Counted) -> tuple[int, str]:
    return -int(counted.value), counted.value
