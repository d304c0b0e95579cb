"""Where an old column should go: a column of the new site, a catalogue item, how sure that is, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from federation.catalogue.items import item
from sites.legacy.mapping.names import likeness, plain_name
from sites.legacy.mapping.scoring import Judged, judge, name_fits
from sites.legacy.mapping.topics import Topic

UNSORTED = "原网站文章"
"""The column of articles that stood under none."""
DEEPEST = 2
"""Columns under one another on a new site: with the home page, a breadcrumb of at most three levels."""
_LEAST_TOPIC, _LEAST_AFFINITY = 0.25, 0.6
_SAME_ITEM, _A_PLACE_LESS = 0.75, 0.06
_OF_THE_SAME_NAME, _NEW_COLUMN, _UNKNOWN = 0.97, 0.8, 0.2
_SPOKEN_OF = 0.15
_CALIBRATION = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column of the court's site. `names` is its trail, outermost first."""

    pk: int
    names: tuple[str, ...]
    catalogue_item: str

    @property
    def title(self) -> str:
        return self.names[-1]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`column` takes the articles; with `new_name`, a new column of that name under it (or under the home page) does.

    `catalogue_item` is empty where nothing speaks for one. `confidence` is about how often such a proposal is right, 0 to 1.
    """

    column: Candidate | None
    new_name: str
    catalogue_item: str
    confidence: float
    reasons: tuple[str, ...]


def propose(names: Sequence[str], articles: Iterable[tuple[str, str]], candidates: Sequence[Candidate]) -> Proposal:
    """What is proposed for an old column: `names` is its trail, `articles` are titles with the beginnings of texts."""
    if not names:
        return Proposal(None, UNSORTED, "", _UNKNOWN, (_("这些文章在原网站没有栏目"),))
    judged = judge(names, articles)
    best = judged[0]
    same = _of_the_same_name(names, candidates)
    if same is not None:
        return _under_the_same_name(same, judged)
    if best.score < _LEAST_TOPIC:
        return _under_its_own_name(names, candidates)
    fitting = max(candidates, key=lambda each: _affinity(best.topic, each), default=None)
    affinity = _affinity(best.topic, fitting) if fitting else 0.0
    if affinity >= _LEAST_AFFINITY:
        return Proposal(
            fitting, "", best.topic.catalogue_item, _confidence(judged) * min(1.0, affinity + 0.1), _reasons(best)
        )
    above = _above(best.topic, candidates)
    reasons = (*_reasons(best), _("本站没有相应的栏目"))
    return Proposal(above, names[-1], best.topic.catalogue_item, _confidence(judged) * _NEW_COLUMN, reasons)


def _under_the_same_name(column: Candidate, judged: tuple[Judged, ...]) -> Proposal:
    """The column decides; of the topics that it takes the best one decides the item, if the column names none itself."""
    taken = [each for each in judged if _affinity(each.topic, column) >= _LEAST_AFFINITY]
    best = taken[0] if taken else judged[0]
    code = column.catalogue_item or (best.topic.catalogue_item if best.score >= _LEAST_TOPIC else "")
    return Proposal(column, "", code, _OF_THE_SAME_NAME, (_("本站有同名栏目“%s”") % column.title, *_reasons(best)[1:]))


def _under_its_own_name(names: Sequence[str], candidates: Sequence[Candidate]) -> Proposal:
    """A new column, under the column that the nearest name above it speaks for."""
    above = next(
        (
            parent
            for name in reversed(names[:-1])
            for parent in candidates
            if len(parent.names) < DEEPEST and likeness(plain_name(name), plain_name(parent.title)) == 1.0
        ),
        None,
    )
    return Proposal(above, names[-1], "", _UNKNOWN, (_("名称和文章都不足以判断"),))


def _of_the_same_name(names: Sequence[str], candidates: Sequence[Candidate]) -> Candidate | None:
    """The column of the old one's name; of several, the one whose parents are named alike."""
    own = plain_name(names[-1])
    same = [each for each in candidates if plain_name(each.title) == own]
    above = set(map(plain_name, names[:-1]))
    return max(same, key=lambda each: len(above & set(map(plain_name, each.names[:-1]))), default=None)


def _affinity(topic: Topic, column: Candidate) -> float:
    """How well a column of the new site takes a topic: by the topic's own list, by its name, by its catalogue item."""
    title = plain_name(column.title)
    listed = [1.0 - _A_PLACE_LESS * place for place, name in enumerate(topic.columns) if plain_name(name) == title]
    by_item = _SAME_ITEM if column.catalogue_item == topic.catalogue_item else 0.0
    return max([*listed, by_item, 0.9 * name_fits(title, topic)])


def _above(topic: Topic, candidates: Sequence[Candidate]) -> Candidate | None:
    """The top column under which others of the topic's article stand, or None for the home page."""
    article = topic.catalogue_item.partition(".")[0]
    tops = [each for each in candidates if len(each.names) < DEEPEST]
    kin = {each.names[0] for each in candidates if each.catalogue_item.partition(".")[0] == article}
    return next((top for top in tops if top.title in kin), None)


def _confidence(judged: tuple[Judged, ...]) -> float:
    """The best score, less where another catalogue item is close behind; the exponent fits it to how often it was right."""
    best = judged[0]
    rival = next((each.score for each in judged if each.topic.catalogue_item != best.topic.catalogue_item), 0.0)
    return float((best.score * (1 - 0.6 * max(0.0, rival / best.score - 0.4))) ** _CALIBRATION)


def _reasons(best: Judged) -> tuple[str, ...]:
    reasons = [_("属于“%s”") % item(best.topic.catalogue_item).name]
    if best.by_name >= _SPOKEN_OF:
        reasons.append(
            _("名称近于“%(name)s”（%(share)d%%）") % {"name": best.topic.name, "share": round(100 * best.by_name)}
        )
    if best.by_parents >= _SPOKEN_OF:
        reasons.append(_("上级栏目近于“%s”") % best.topic.name)
    if best.by_content >= _SPOKEN_OF:
        reasons.append(
            _("文章像“%(name)s”（%(share)d%%）") % {"name": best.topic.name, "share": round(100 * best.by_content)}
        )
    return tuple(reasons)
