"""What was understood of a question, as links that take it back: then the same words are looked for as they are."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.portal.asking import Chip, address
from search.query.question import Kind, Question, Understood
from search.types import Query, Results

KIND_NAMES: dict[Kind, Promise] = {
    Kind.COURT: gettext_lazy("法院"),
    Kind.PERIOD: gettext_lazy("发布日期"),
    Kind.LEVEL: gettext_lazy("审级"),
    Kind.PROVINCE: gettext_lazy("地区"),
    Kind.COLUMN: gettext_lazy("栏目"),
    Kind.ITEM: gettext_lazy("优先显示"),
    Kind.CASE: gettext_lazy("案号"),
    Kind.DOCUMENT: gettext_lazy("文号"),
    Kind.ARTICLE: gettext_lazy("法条"),
    Kind.MEANING: gettext_lazy("也搜索"),
}
NAMED = 2
"""Courts that a chip names; of more it tells the number."""


def understood_chips(query: Query, question: Question, results: Results | None = None) -> list[Chip]:
    """What was understood, in the order of the text, and behind it what was taken back, with the way to take it up again.

    Where nothing was found within what the words narrow to, they narrow nothing.
    """
    in_force = [each for each in question.understood if not (results and results.widened and each.narrows)]
    taken = [Chip(str(KIND_NAMES[each.kind]), _label(each), _without(query, each.typed)) for each in in_force]
    return taken + [Chip(_("按字面"), piece, _again(query, piece)) for piece in query.literally]


def widened_from(question: Question) -> str:
    """What the words narrowed to, where nothing was found."""
    return "、".join(_label(each) for each in question.understood if each.narrows)


def _label(each: Understood) -> str:
    if each.kind is Kind.MEANING:
        return _("%(typed)s → %(legal)s") % {"typed": each.typed, "legal": each.label}
    if each.kind is Kind.COURT:
        return _courts(each.label.split("、"))
    return each.label


def _courts(names: list[str]) -> str:
    named = "、".join(names[:NAMED])
    if len(names) <= NAMED:
        return named
    return _("%(courts)s等 %(number)d 个法院") % {"courts": named, "number": len(names)}


def _without(query: Query, piece: str) -> str:
    return address(replace(query, literally=(*query.literally, piece), page=1))


def _again(query: Query, piece: str) -> str:
    return address(replace(query, literally=tuple(each for each in query.literally if each != piece), page=1))
