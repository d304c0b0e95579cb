"""Where a person lives, in more detail than its county or district."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import DWELLINGS, LIVING, SEATS
from sites.publishing.findings.base import CheckedText, Finding, Severity, masked
from sites.publishing.findings.names import NAME

_HAN_NUMBER = "[一二三四五六七八九十百零〇]{1,5}"
_NUMBER = rf"(?:[0-9]{{1,5}}(?:[-/—][0-9]{{1,5}}){{0,3}}|{_HAN_NUMBER}|[A-Za-z][0-9]{{0,4}}|[甲乙丙丁东西南北])"
_UNIT = "(?:号楼|号院|号|弄|幢|栋|座|单元|室|户|楼|层|组|队|社|门|#楼?|院|门牌|房)"
_DETAIL = re.compile(
    rf"{_NUMBER} ?(?:附{_NUMBER})? ?{_UNIT}(?:之?{_HAN_NUMBER}(?![年月日号楼层组队单]))?"
    r"(?:[ -]?[0-9]{1,5}(?:-[0-9]{1,5}){0,3}(?![0-9]| ?[年月日元岁个名人号弄幢栋座单室户楼层组队社门#]))?"
    r"|[小区园苑寓邨村里楼舍] ?[0-9]{1,4}(?:-[0-9]{1,5}){1,3}"
)
_RUN = re.compile(r"(?:\([一-龥A-Za-z0-9-]{1,12}\)|[一-龥0-9A-Za-z·#/ -])+")
_LINK = re.compile(r"(?:为|在|于|是|址)?[: ]{0,3}(?:于|在)?")
_PLACE = re.compile(
    r"[一-龥](?:省|市|区|县|旗|州|镇|乡|路|街|道|巷|胡同|村|屯|庄|里|弄|小区|社区|新村|家园|花园|苑|公寓|大院|家属院|团|场|宿舍|寨|坊|城|湾|府|庭|园|组|大厦|号)"
)
_NOT_LIVING = re.compile(r"[院宿房宅户持有建进处所]")
_BEFORE_LIVING = re.compile(r"[居入站稳留止记拦捉抓停顶憋守扣咬困堵按封套握]$")
_ROLE = "原告|被告人|被告|上诉人|申请人|被执行人|第三人|罪犯|被害人|证人|原审原告|原审被告|法定代理人|监护人|经营者|申请执行人|债务人|担保人"
_PERSON = re.compile(
    r"[,(、 ](?:男|女)(?=[,、 )。])|[一-龥]族(?=[,、 )。])|出生|[0-9]生(?=[,、)])|身份证|身份号码|证件号|护照|[0-9]岁|文化(?=程度|[,、])|职业|无业|务农|农民|村民|居民|户籍"
    rf"|(?:公司|单位|银行|学校|医院|法院|局|厂|集团|中心)(?:职工|员工|职员|工人|干部|教师|司机|退休|股东|经理|法定代表人|负责人|工作人员)|(?:{_ROLE})(?:\([^)\n]{{1,16}}\))?[: ]{{0,2}}(?:{NAME}|[一-龥]某)|某某?(?=[,(])|本人|家人"
)
_ORGANISATION = re.compile(
    r"公司|法院|检察院|银行|医院|学校|中学|小学|幼儿园|大学|学院|委员会|管理局|[一-龥]局(?![部长])|中心|集团|合作社|事务所|[一-龥]厂|公安|派出所|人民政府|协会|基金会|支行|分行|研究[所院]|商行|经营部|门市部|商店|饭店|酒店|宾馆|超市"
    r"|本院|我院|法庭|服务站|街道办|营业部|分店|工作室|俱乐部|仲裁委|司法所|办公室|站点|窗口|企业|单位|机关"
)
_RESIDENTIAL = re.compile(
    r"小区|家园|花园|公寓|[一-龥]苑|新村|[0-9]弄|家属[院楼]|宿舍|嘉园|花苑|[0-9一二三四五六七八九十]单元|胡同|[一-龥]里[0-9]|社区|雅苑|名苑|华庭|豪庭|新城|佳苑|[一-龥]村"
)
_OFFICES = re.compile(
    r"大厦|写字楼|广场|产业园|科技园|工业园|商务|办公|法庭|法院|公司|中心|商铺|门面|厂房|车间|仓库|国际[A-Z0-9]座"
)
_UP_TO = re.compile(
    r"(?:[一-龥]{2,4}(?:省|自治区)|[一-龥]{2,5}(?:市|自治州|地区|盟)|[一-龥]{1,6}(?:(?<![小社])区|县|旗|镇|乡))"
)
# A 单元 without a building may be one of a plan of the city.
_FLAT = re.compile("室|户|单元.|(?:号楼|栋|幢|座|小区|[园苑庭城]).*单元")
_FAR_BACK = 120
_LONGEST = 90


def check_home_addresses(checked: CheckedText) -> Iterator[Finding]:
    """Addresses of persons down to a house, a flat or a group of a village.

    Only the county or district of a person's home is published: 法释〔2016〕19号, article 10, no. 1, and article 11, no. 1. The
    seat of an institution is public, so what such a label says of one is no finding.
    """
    for start, end in checked.places(*LIVING):
        if checked.plain[start:end] != "住" or _is_living(checked.plain, start, end):
            yield from _labelled(checked, start, end, of_person=not _of_organisation(checked.plain, start))
    for start, end in checked.places(*SEATS):
        yield from _labelled(checked, start, end, of_person=_of_person(checked.plain, start))
    for start, end in checked.places(*DWELLINGS):
        yield from _dwelling(checked, start, end)


def _labelled(checked: CheckedText, start: int, place: int, *, of_person: bool) -> Iterator[Finding]:
    if of_person and (span := _address_from(checked.plain, place)):
        yield checked.finding(
            "home_address",
            Severity.BLOCKS,
            _("第 %(line)d 行含个人详细住址（%(masked)s），请只保留到区、县。"),
            *span,
            masked(checked.text[slice(*span)]),
        )


def _dwelling(checked: CheckedText, start: int, end: int) -> Iterator[Finding]:
    """An address with a flat in it that nothing introduces: somebody lives there, unless an office is meant."""
    text = checked.plain
    first = _beginning(text, start)
    span = _address_from(text, first)
    if span is None or span[1] < end or not _RESIDENTIAL.search(text, *span) or _OFFICES.search(text, *span):
        return
    if not _FLAT.search(text, *span) or _of_organisation(text, span[0]):
        return
    yield checked.finding(
        "home_address",
        Severity.ANSWER,
        _("第 %(line)d 行含详细到户的地址（%(masked)s），请只保留到区、县；确需公开的，请说明理由。"),
        *span,
        masked(checked.text[slice(*span)]),
    )


def _address_from(text: str, place: int) -> tuple[int, int] | None:
    """The address that begins at a place, up to its last detail; None where it has none."""
    link = _LINK.match(text, place)
    start = link.end() if link else place
    run = _RUN.match(text, start, start + _LONGEST)
    if run is None or not _PLACE.search(run[0]):
        return None
    end = max((found.end() for found in _DETAIL.finditer(run[0])), default=0)
    where = run[0][:end]
    if not end or "某" in where or not _PLACE.search(where):
        return None
    return start, start + len(where.rstrip())


def _beginning(text: str, place: int) -> int:
    """Where the words of an address begin that stand before a place: at its province, city or district if it names one."""
    start = place
    while start > max(0, place - _LONGEST) and re.match(r"[一-龥0-9A-Za-z·#() -]", text[start - 1]):
        start -= 1
    unit = _UP_TO.search(text, start, place)
    return _trimmed(text, unit.start()) if unit else start


def _trimmed(text: str, start: int) -> int:
    """Past the words that lead to an address: 位于, 寄往, 在."""
    lead = re.match(
        r"[一-龥]{0,8}?(?:位于|坐落于|坐落在|寄往|寄至|送达至|送至|前往|来到|到达|在|到|于|至|的)",
        text[start : start + 12],
    )
    return start + lead.end() if lead else start


def _is_living(text: str, start: int, end: int) -> bool:
    return not _NOT_LIVING.match(text, end) and not _BEFORE_LIVING.search(text[max(0, start - 1) : start])


def _of_organisation(text: str, place: int) -> bool:
    """Whether the clause speaks of an institution last before this place."""
    before = _clause(text, place)
    organisation = max((found.end() for found in _ORGANISATION.finditer(before)), default=0)
    person = max((found.end() for found in _PERSON.finditer(before)), default=0)
    return organisation > person


def _of_person(text: str, place: int) -> bool:
    before = _clause(text, place)
    person = max((found.end() for found in _PERSON.finditer(before)), default=0)
    return person > 0 and not _of_organisation(text, place)


def _clause(text: str, place: int) -> str:
    furthest = max(0, place - _FAR_BACK)
    return text[max(furthest, *(text.rfind(mark, furthest, place) + 1 for mark in "。;\n")) : place]
