"""Which family a site is of: how sure, and by which marks on which share of its pages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sites.legacy.documents import Document
from sites.legacy.readers.family import Family, certainty
from sites.legacy.readers.known import KNOWN
from sites.legacy.sampling import sample_documents
from sites.legacy.sources.base import Source

_ENOUGH = 0.3
_FAINT = 0.2


@dataclass(frozen=True, slots=True)
class Detection:
    """One family that a site may be of, with the marks that speak for it, the most frequent first.

    `confidence` is 0 to 1. Each mark is a sentence: its kind, its pattern, and on how many of the pages it was seen.
    """

    family: str
    label: str
    confidence: float
    marks: tuple[str, ...]


def detect_family(documents: Iterable[Document]) -> tuple[Detection, ...]:
    """The families that a site's pages speak for, the surest first; empty where no family is known.

    A mark counts in full where three pages of ten bear it, and less where fewer do: a page of another system that was
    left standing does not make the whole site one of that family.
    """
    seen: dict[str, Counter[int]] = {family.name: Counter() for family in KNOWN}
    pages = 0
    for pages, document in enumerate(documents, 1):  # noqa: B007  the last number is how many there were
        for family in KNOWN:
            borne = family.marks_on(document)
            seen[family.name].update(place for place, mark in enumerate(family.marks) if mark in borne)
    found = (_detection(family, seen[family.name], pages) for family in KNOWN)
    return tuple(sorted((each for each in found if each.confidence >= _FAINT), key=lambda each: -each.confidence))


def detect_source(source: Source) -> tuple[Detection, ...]:
    """The families that a source's pages speak for, by a sample of at most 400 of them."""
    return detect_family(sample_documents(source))


def described(detections: Iterable[Detection]) -> Iterator[str]:
    """Detections in lines to read: a family and how sure it is, then its marks."""
    shown = False
    for detection in detections:
        shown = True
        yield f"{detection.label} ({detection.family})  {detection.confidence:.0%}"
        yield from (f"    {mark}" for mark in detection.marks)
    if not shown:
        yield _("不属于已知的任何一类网站；按学到的版式和通用规则读取")


def _detection(family: Family, seen: Counter[int], pages: int) -> Detection:
    weights = [family.marks[place].weight * min(1.0, count / pages / _ENOUGH) for place, count in seen.items()]
    return Detection(
        family=family.name,
        label=str(family.label),
        confidence=round(certainty(weights), 3),
        marks=tuple(
            _("%(mark)s（%(pages)d 页中的 %(count)d 页）")
            % {"mark": family.marks[place], "pages": pages, "count": count}
            for place, count in seen.most_common()
        ),
    )
