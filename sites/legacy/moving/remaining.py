"""What remains to be done before a court's site is cut over, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from federation.courts.moving_in import rules
from sites.legacy.models import ColumnMapping, ImportedArticle, Move, MoveStep, OldAddress
from sites.legacy.moving.source_files import covered_sources
from sites.legacy.moving.way import Kind, State

LEADING = [
    OldAddress.Outcome.IMPORTED, OldAddress.Outcome.DUPLICATE, OldAddress.Outcome.LIST, OldAddress.Outcome.ASSET,
    OldAddress.Outcome.REDIRECTED,
]  # fmt: skip


FINDINGS = "imported/?attention=findings&state=draft"


@dataclass(frozen=True, slots=True)
class Remaining:
    """One kind of thing to do. `page` is the part of the court's admin where it is done, below `move/`; "" where there is none.

    What is `blocking` must be done before the site counts as reviewed, unless somebody gives a reason.
    """

    key: str
    count: int
    words: str
    page: str = ""
    blocking: bool = True


def what_remains(move: Move) -> list[Remaining]:
    """Everything left to do, in the order of the way."""
    return [each for each in _everything(move) if each.count]


def blocking(move: Move) -> list[Remaining]:
    return [each for each in what_remains(move) if each.blocking]


def _everything(move: Move) -> Iterator[Remaining]:
    yield from _sources(move)
    if move.state in (State.REGISTERED, State.CAPTURED):
        return
    yield undecided_columns()
    if move.state == State.READ:
        return
    yield from _decisions()
    yield from _faithfulness()
    if move.state != State.CUT_OVER:
        yield Remaining("domain", 1, _("域名尚未切换到本平台"), "cut-over/", blocking=False)


def _sources(move: Move) -> Iterator[Remaining]:
    waiting = _waiting_addresses(move)
    yield Remaining("uncaptured", waiting, _("抓取因达到上限而结束，%(count)d 个网址未抓取") % {"count": waiting})
    if not move.sources:
        yield Remaining("no_source", 1, _("还没有来源：请抓取原网站或上传文件"))
        return
    unread = len(set(move.sources) - covered_sources(move, Kind.READ))
    yield Remaining("unread", unread, _("%(count)d 个来源尚未读取") % {"count": unread})
    fresh = len(set(move.sources) - covered_sources(move, Kind.IMPORT))
    yield Remaining("unimported", fresh, _("%(count)d 个来源尚未导入") % {"count": fresh})


def undecided_columns() -> Remaining:
    """Best reviewed before the import, which otherwise follows what was proposed."""
    columns = ColumnMapping.objects.filter(state=ColumnMapping.State.PROPOSED).count()
    return Remaining("columns", columns, _("%(count)d 个原栏目的去向待核对") % {"count": columns}, "columns/")


def _decisions() -> Iterator[Remaining]:
    conflicts = ImportedArticle.objects.filter(ImportedArticle.CONFLICT).count()
    yield Remaining(
        "conflicts", conflicts, _("%(count)d 篇文章两边都有改动，待取舍") % {"count": conflicts}, "conflicts/"
    )
    findings = ImportedArticle.objects.exclude(findings=[]).filter(page__live=False).count()
    yield Remaining("findings", findings, _("%(count)d 篇文章含个人信息，仍为草稿") % {"count": findings}, FINDINGS)
    nowhere = OldAddress.objects.filter(outcome__in=LEADING, page__isnull=True, link="").count()
    yield Remaining("addresses", nowhere, _("%(count)d 个旧地址没有去向") % {"count": nowhere}, "addresses/")


def _faithfulness() -> Iterator[Remaining]:
    """Counted by the scores alone, so that the page of the way costs little; the cut-over looks at everything."""
    limits = rules()
    articles = ImportedArticle.objects.filter(page__isnull=False)
    uncompared = articles.filter(score__isnull=True).count()
    yield Remaining("uncompared", uncompared, _("%(count)d 篇文章尚未与原文比对") % {"count": uncompared}, "fidelity/")
    low = articles.filter(score__lt=limits.min_similarity).count()
    words = _("%(count)d 篇文章的保真得分低于 %(limit)s") % {"count": low, "limit": f"{limits.min_similarity:.0%}"}
    allowed = articles.count() * (1 - limits.min_right_share)
    yield Remaining("low", low, words, "fidelity/", blocking=low > allowed)


def _waiting_addresses(move: Move) -> int:
    last = move.steps.filter(kind=Kind.CAPTURE, state=MoveStep.State.DONE).first()
    return int(last.result.get("waiting", 0)) if last else 0
