"""Names of persons whom a court must not name in public: 法释〔2016〕19号, article 8.

Parties in cases of marriage, family and inheritance (no. 1), victims, witnesses and experts in criminal cases (no. 2), minors
and those who act for them (no. 3). A notice that serves a document on a party cannot do without the name, so what is no
matter of sexual offences may go public with a reason.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import FAMILY, GUARDIANS, PARTIES, SEXUAL, WITNESSES
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.names import NAME

_BEHIND_ROLE = re.compile(rf"(?:\([^)\n]{{1,24}}\))?[: ]{{0,3}}(?:\([^)\n]{{1,12}}\))?(?P<name>{NAME})")
_MORE = re.compile(rf"(?:、|,|和|与|及)(?P<name>{NAME})(?=[、,。;(和与及]|$|等|的|均|一案|诉|之)")
_TO_WHOM = re.compile(rf"(?:^|(?<=\n))(?P<name>{NAME})[:：]")
_SUES = re.compile(rf"(?P<name>{NAME})(?:诉|与|和|申请)(?P<other>{NAME})")
_SUED = re.compile(rf"(?<=诉)(?P<name>{NAME})")
_CASE = re.compile(r"纠纷|一案|案件|案由|民初|民终|民申|民再|诉讼|判决|裁定|调解|受理")
_STATUTE = re.compile(r"(?:^|\n)第[一二三四五六七八九十百零]+条")
_PAPER = re.compile(r"(?:判决书|裁定书|调解书|起诉状|上诉状|答辩状|决定书|公告|通知书)\s*$")


def check_protected_parties(checked: CheckedText) -> Iterator[Finding]:
    """Names behind the roles above, where the line, or the paper that it belongs to, is about such a case."""
    sexual = sorted(start for start, _end in checked.places(*SEXUAL))
    for start, end in checked.places(*WITNESSES):
        within = _any_within(sexual, *checked.line_around(start))
        yield from map(partial(_finding, checked, blocks=within), _named_behind(checked.plain, end))
    for _start, end in checked.places(*GUARDIANS):
        yield from map(partial(_finding, checked, blocks=False), _named_behind(checked.plain, end))
    yield from map(partial(_finding, checked, blocks=False), _of_families(checked))


def _of_families(checked: CheckedText) -> Iterator[tuple[int, int]]:
    lines = list(_family_lines(checked))
    if not lines:
        return
    ends = [end for _start, end in lines]
    for _start, end in checked.places(*PARTIES):
        place = bisect_left(ends, end)
        if place < len(lines) and lines[place][0] <= end:
            yield from _named_behind(checked.plain, end)
    for start, end in lines:
        yield from (found.span("name") for found in _TO_WHOM.finditer(checked.plain, start, end))
        yield from (found.span("name") for found in _SUED.finditer(checked.plain, start, end))
        for found in _SUES.finditer(checked.plain, start, end):
            yield from (found.span("name"), found.span("other"))


def _family_lines(checked: CheckedText) -> Iterator[tuple[int, int]]:
    """Lines that tell of a case of a family, in order; below the heading of such a paper all up to the next heading."""
    past = -1
    for start in sorted(start for start, _end in checked.places(*FAMILY)):
        first, last = checked.line_around(start)
        line = checked.plain[first:last]
        if last <= past or not _CASE.search(line) or _STATUTE.search(line):
            continue
        past = _end_of_paper(checked, last) if _PAPER.search(line) else last
        yield first, past


def _end_of_paper(checked: CheckedText, place: int) -> int:
    while place < len(checked.plain):
        first, last = checked.line_around(place + 1)
        if _PAPER.search(checked.plain, first, last):
            return place
        place = last
    return place


def _named_behind(text: str, place: int) -> Iterator[tuple[int, int]]:
    found = _BEHIND_ROLE.match(text, place)
    while found:
        yield found.span("name")
        found = _MORE.match(text, found.end())


def _finding(checked: CheckedText, place: tuple[int, int], *, blocks: bool) -> Finding:
    start, end = place
    says = (
        _("第 %(line)d 行含性侵害案件被害人、证人的姓名（%(masked)s），请作隐名处理后再公开。")
        if blocks
        else _("第 %(line)d 行含应当隐名的人员姓名（%(masked)s），请作隐名处理；依法须写明的，请说明理由。")
    )
    severity = Severity.BLOCKS if blocks else Severity.ANSWER
    return checked.finding("protected_party", severity, says, start, end, masked(checked.text[start:end], 1))


def _any_within(places: list[int], first: int, last: int) -> bool:
    before = bisect_left(places, first)
    return before < len(places) and places[before] < last
