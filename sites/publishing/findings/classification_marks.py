"""Marks of secrecy on a document."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import CLASSES, FORBIDDING, INTERNAL
from sites.publishing.findings.base import CheckedText, Finding, Severity

Span = tuple[int, int]
_TERM = (
    r"(?: ?(?:长期|启封前|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}) ?(?:年|个月|月|天)"
    r"|[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?前?))?"
)
_STAR = re.compile(rf" ?[★☆*✩⭐]{_TERM}")
_SPACED = re.compile(rf"(?<![一-龥])[绝机秘] {{1,4}}密(?:{_STAR.pattern}|(?= *(?:$|\n)))")
_DEGREE = re.compile(r"(?:等级)?(?:定为|为|是)?[: ]{0,3}[(\[【「]?(?P<mark>绝密|机密|秘密)")
_ALONE_BEFORE = re.compile(r"(?:^|[\n【\[「(])[ ]*$")
_ALONE_BEHIND = re.compile(r"级?[ ]*(?:$|[\n】\]」)])")
_PAPER = re.compile(r"级(?:文件|文电|材料|资料|档案|公文|电报|卷宗)")
_LAWS_OWN_BEFORE = re.compile(
    r"(?:[、和与或及]|国家|商业|军事|工作|审判|绝密级|机密级|防止|保守|密级为|[摘传汇复下携查产处][抄递编制载带阅生理])$"
)
_LAWS_OWN_BEHIND = re.compile(r"级?[、和与或及]|级?国家秘密|级?事项|级?的|性")
_BEFORE = re.compile(r"(?:^|[\n 【\[「(\"“,。;:!]|属于|系|为|是|标明|标注|标有|印有|注明|加盖|盖有|列为|[该此本份件])$")
_BEHIND = re.compile(r"级?(?:[】\]」)\"”]|文件|文电|材料|资料|档案|公文|电报|卷宗|[,。;!:]| *(?:$|\n)| )")
_INTERNAL_BEFORE = re.compile(r"(?:^|[\n 【\[「(\"“,。;:!*★]|属于|属|系|为|是|标注|标有|印有|[该此本])$")
_NO_MARK_BEHIND = re.compile(r"性|的?(?:管理|制度|汇编|准印证|流转|公开|查阅|共享|出版)|应当|不属于|不予")
_STATUTE_BEHIND = re.compile(r"的|、|或者")


def check_classification_marks(checked: CheckedText) -> Iterator[Finding]:
    """绝密, 机密 and 秘密 as marks (GB/T 9704-2012, 7.2.2: class, star, term), and the marks of internal papers.

    Nothing secret is published: 保守国家秘密法 (2024), article 35; 法发〔2018〕20号, article 14. The law's own words about secrecy
    (国家秘密, 商业秘密, 绝密级国家秘密) are no marks.
    """
    for start, end in _joined(checked.plain, sorted([*_classes(checked), *_internal(checked)])):
        yield checked.finding(
            "classification_mark",
            Severity.BLOCKS,
            _("第 %(line)d 行有密级或内部标志“%(masked)s”。涉密或内部文件不得公开，请交保密审查；误标的，请删去标志。"),
            start,
            end,
            # A mark says nothing of what it protects.
            " ".join(checked.text[start:end].split()),
        )


def _joined(text: str, marks: list[Span]) -> list[Span]:
    """Marks with nothing between them but a comma or a space are one: 内部资料，不得外传."""
    joined: list[Span] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip(" ,、;!") and "\n" not in text[joined[-1][1] : start]:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _classes(checked: CheckedText) -> Iterator[Span]:
    text = checked.plain
    for spaced in _SPACED.finditer(text):
        yield spaced.span()
    for start, end in checked.places(*CLASSES):
        if text.startswith("密级", start):
            if degree := _DEGREE.match(text, end):
                yield degree.span("mark")
        elif star := _STAR.match(text, end):
            yield start, star.end()
        elif _stands_alone(text, start, end) or (text[start] != "秘" and _stands_as_mark(text, start, end)):
            yield start, end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """The only word of its line or of its brackets, or said of a paper: 秘密级文件."""
    before = text[max(0, start - 8) : start]
    alone = _ALONE_BEFORE.search(before) is not None and _ALONE_BEHIND.match(text, end) is not None
    return alone or (_PAPER.match(text, end) is not None and _LAWS_OWN_BEFORE.search(before) is None)


def _stands_as_mark(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 8) : start]
    if _LAWS_OWN_BEFORE.search(before) or _LAWS_OWN_BEHIND.match(text, end):
        return False
    return _BEFORE.search(before) is not None and _BEHIND.match(text, end) is not None


def _internal(checked: CheckedText) -> Iterator[Span]:
    text = checked.plain
    for start, end in checked.places(*FORBIDDING):
        if not _STATUTE_BEHIND.match(text, end):
            yield start, end
    for start, end in checked.places(*INTERNAL):
        if _INTERNAL_BEFORE.search(text[max(0, start - 8) : start]) and not _NO_MARK_BEHIND.match(text, end):
            yield start, end
