"""Numbers of documents that are not public.

A document number tells of a document that has not gone public when (1) it lacks its serial number, as a draft's does; (2) the
paper calls itself a draft; (3) its series is an internal one: telegrams (明传, 密传), papers marked 密 or 内; or (4) its
series is the court's own, as the court has listed it, and the number is not on the court's list of released ones.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import DRAFTS
from sites.publishing.findings.base import CheckedText, Finding, Severity

_YEAR = r"[〔\[【(（﹝] ?(?:19|20)[0-9]{2} ?[〕\]】)）﹞]"
_BLANK = re.compile(
    r"[〔﹝\[【] ?(?:19|20)[0-9]{2} ?[〕﹞\]】] ?第?(?P<serial> *|_+|[×xX*○□某]{1,4}|\.{2,}|…+|-{1,4}|[0-9]{1,5}) ?号"
)
_ORGAN = re.compile(r"[一-龥]{1,12}(?:\([一-龥]{1,4}\)|〔[一-龥]{1,4}〕)?$")
_INTERNAL = re.compile(r"(?:明传|密传|密发|密电|机发|机密|内发|内字|内部|内参|[(〔](?:明传|密|内)[)〕])(?:电)?$")
_NUMBER = re.compile(rf"{_YEAR} ?第?[0-9]{{1,5}}号")
_IN_BRACKETS = re.compile(r"[(\[【] ?(?:(?!简称)[一-龥]){0,6}$")
_ALSO_ALONE = ("征求意见稿", "送审稿", "讨论稿", "报批稿", "审议稿", "送签稿")
_DRAFT_BEHIND = re.compile(r"(?:[0-9一二三四五六七八九十]{1,3}稿?)? ?(?:[)\]】]|$|\n)")
_SERIES_LONGEST = 24


def check_unpublished_numbers(checked: CheckedText) -> Iterator[Finding]:
    """Document numbers of the four kinds above, and the marks of drafts. A draft that is out for comment goes public with a reason.

    政府信息公开条例, article 16 (what is still being worked on), as courts follow it by 法发〔2018〕20号, article 14.
    """
    says = _("第 %(line)d 行有未公开文件的文号或稿次（%(masked)s），请删去；文件已公开或正在征求意见的，请说明理由。")
    for start, end in _spans(checked):
        if not checked.is_released(checked.plain[start:end]):
            shown = re.sub("[0-9]", "*", checked.text[start:end])
            yield checked.finding("unpublished_number", Severity.ANSWER, says, start, end, shown)


def _spans(checked: CheckedText) -> Iterator[tuple[int, int]]:
    text = checked.plain
    for found in _BLANK.finditer(text):
        organ = _ORGAN.search(text, max(0, found.start() - 18), found.start())
        if not found["serial"].isdecimal() or _INTERNAL.search(text, max(0, found.start() - 6), found.start()):
            yield organ.start() if organ else found.start(), found.end()
    for start, end in checked.places(*DRAFTS):
        line = checked.line_around(start)
        before = text[line[0] : start]
        marked = _IN_BRACKETS.search(before) or (not before.strip() and text[start:end] in _ALSO_ALONE)
        if marked and _DRAFT_BEHIND.match(text, end):
            yield start, end
    for series in checked.lists.own_series:
        yield from _of_series(text, series)


def _of_series(text: str, series: str) -> Iterator[tuple[int, int]]:
    place = text.find(series)
    while place >= 0:
        if found := _NUMBER.match(text, place + len(series)):
            yield place, found.end()
        place = text.find(series, place + 1)
