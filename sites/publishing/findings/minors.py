"""Names of minors."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import MINORS
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.names import NAME, NAME_BEFORE_ANYTHING

_KIND = (
    "(?:人|子女|女儿|儿子|之子|之女|女孩|男孩|女童|男童|女生|男生|少女|少年|女子|男子|孩子|学生|在校学生|弟弟|妹妹|孙子|孙女|外孙|外孙女|当事人|犯罪嫌疑人|嫌疑人|罪犯|工人"
    "|原告|被告人|被告|被害人|受害人|受害者|证人|被执行人|申请人|上诉人|继承人|第三人|侵权人|行为人|同案犯|社区矫正对象|女|男){0,2}"
)
_AFTER = re.compile(
    rf"(?:的)?{_KIND}(?:\([^)\n]{{0,12}}\))?[:、,\"“( ]{{0,2}}(?:名叫|名字叫|叫|姓名[:为]?)?(?P<name>{NAME_BEFORE_ANYTHING})"
)
_MORE = re.compile(rf"[、,和与及](?P<name>{NAME})(?=[、,和与及。;\n)]|$|均|两|二|三|等|的)")
_BEFORE = re.compile(
    rf"(?:^|[^一-龥]|被告人|被告|原告|被害人|受害人|证人|申请人|上诉人|嫌疑人|孩子|子女|之子|之女|其子|其女|长子|次子|长女|次女|儿子|女儿|婚生子|婚生女|第三人|罪犯|学生|女生|男生|女孩|男孩|女童|男童|与|和|及|将|对|因|系|为|时|查明|致)"
    rf"(?P<name>{NAME})(?=[^未])(?:\((?:[^()\n]{{0,20}}[,、])?|,(?:[^。;\n]{{1,40}},)?)?(?:系|是|为|尚|仍|还|均|因|作为|属于|属|案发时|时|作案时|亦|又|当时|犯罪时|现){{0,3}}$"
)
_FAR = 70


def check_minors(checked: CheckedText) -> Iterator[Finding]:
    """Names beside 未成年, before or behind it: 未成年人张小明, 王小花（未成年）.

    Minors are anonymised in every kind of case: 法释〔2016〕19号, article 8, no. 3; 未成年人保护法 (2020), article 103.
    """
    for start, end in checked.places(*MINORS):
        places = list(_behind(checked.plain, end)) or list(_ahead(checked.plain, start))
        for first, last in places:
            name = checked.text[first:last]
            yield checked.finding(
                "minor_name",
                Severity.BLOCKS,
                _("第 %(line)d 行含未成年人姓名（%(masked)s），请作隐名处理后再公开。"),
                first,
                last,
                masked(name, 1),
            )


def _behind(text: str, place: int) -> Iterator[tuple[int, int]]:
    found = _AFTER.match(text, place)
    while found:
        yield found.span("name")
        found = _MORE.match(text, found.end())


def _ahead(text: str, place: int) -> Iterator[tuple[int, int]]:
    clause = max(text.rfind(mark, max(0, place - _FAR), place) for mark in "。;\n") + 1
    if found := _BEFORE.search(text[:place], max(clause, place - _FAR)):
        yield found.span("name")
