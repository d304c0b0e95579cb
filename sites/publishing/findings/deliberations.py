"""What the bench said among itself."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from sites.publishing.findings.anchors import DELIBERATIONS
from sites.publishing.findings.base import CheckedText, Finding, Severity

_BENCH = "(?:合议庭|审判委员会|审委会|(?:专业)?法官会议|评议)"
_RECORD = re.compile(
    r"评议(?:笔录|记录|纪要|记录表)|合议(?:庭)?(?:评议)?(?:笔录|记录)"
    r"|合议庭(?:评议|合议|内部|多数|少数|成员)+(?:笔录|记录|意见|情况|内容|过程|发言|分歧)"
    r"|(?:审判委员会|审委会|(?:专业)?法官会议)(?:会议|讨论|研究|评议|多数|少数|委员|内部)+(?:笔录|记录|纪要|意见|情况|内容|过程|发言|分歧)"
    r"|(?:合议庭|审判委员会|审委会)(?:成员|少数|多数|委员)?(?:的)?(?:意见(?:分歧|为|如下|:|是)|记录(?=$|\n| |:)|纪要(?=$|\n| |:))"
    r"|(?:审理报告|副卷|内审意见)(?=$|[\n:(])|少数意见(?=[:为是认])|内部请示(?=[:的件])"
)
_SAID = re.compile(
    rf"{_BENCH}(?:评议|合议|讨论|研究|会议)*(?:中|时|过程中|期间|成员)?[,:]?[^。;\n由认]{{0,12}}?"
    r"(?:审判长|审判员|代理审判员|人民陪审员|陪审员|主审法官|承办法官|承办人|委员)[^。;\n由]{0,12}?(?:认为|提出|主张|表示|发言|同意|不同意|倾向)"
    r"|(?:合议庭成员|审委会委员|审判委员会委员)(?!之间|应|可|对|有|依)[一-龥]{2,4}(?:认为|提出|主张|不同意|同意)"
    r"|评议(?:时间|地点|人员|结果|结论|意见)[: ]{1,2}"
    r"|(?:合议庭|审判委员会|审委会)(?:内部)?(?:评议|讨论)?(?:时|中)?(?:存在|形成|有)(?:了)?(?:两种|三种|不同|分歧|多数|少数)[^。;\n]{0,3}(?:意见|观点|看法)(?!的)"
)
_LAWS_OWN_BEFORE = re.compile(
    r"(?:《[^》\n]{0,40}|制作|查阅|复制|摘抄|泄露|公开|签署|阅读|记入|附入|归入|订入|写明|整理|制定|建立|作出|形成|提交|执行|参加|应当[^。;\n]{0,12}|不得[^。;\n]{0,12}|可以[^。;\n]{0,12})$"
)
_LAWS_OWN_BEHIND = re.compile(
    r"(?!:)(?:[^。;\n]{0,6}(?:应当|不得|必须|可以|由合议庭|有[^。;\n]{0,4}分歧的|由书记员|由[^。;\n]{0,8}签名|签名|签字|一并|归档|附卷|的制作|制作|制度|工作|及时|入卷|存入|是指|、|规定|规则|意见》|办法|不予公开|不公开|保密)"
    r"|[^。;\n]{0,30}(?:应当|不得|必须))"
)


def check_deliberations(checked: CheckedText) -> Iterator[Finding]:
    """Records and contents of deliberation: 合议庭评议笔录, 审委会讨论记录, and what a member thought.

    They are secret: 人民法院组织法 (2018), articles 31 and 39; 法释〔2016〕19号, article 4 by its exclusion. That the bench has
    deliberated (本案经合议庭评议、审判委员会讨论决定) every judgment says, and rules about such records are no records.
    """
    for start, _end in checked.places(*DELIBERATIONS):
        found = _RECORD.match(checked.plain, start)
        if found and _in_rules(checked.plain, start, found.end()):
            continue
        if found := found or _SAID.match(checked.plain, start):
            yield checked.finding(
                "deliberation",
                Severity.BLOCKS,
                _("第 %(line)d 行涉及合议庭、审判委员会的评议讨论情况（%(masked)s）。评议秘密不得公开，请删去。"),
                start,
                found.end(),
                found[0][:4] + "*" * max(0, len(found[0]) - 4),
            )


def _in_rules(text: str, start: int, end: int) -> bool:
    before = text[max(0, text.rfind("\n", 0, start) + 1, start - 48) : start]
    return _LAWS_OWN_BEFORE.search(before) is not None or _LAWS_OWN_BEHIND.match(text, end) is not None
