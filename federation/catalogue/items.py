"""The 45 kinds of information that articles 4 to 10 of 法发〔2018〕20号 oblige courts to publish on their own initiative.

Headings and names are the opinion's own words. They are official names and never translated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from federation.domain.courts import Level
from federation.domain.errors import FederationError


class UnknownItem(FederationError):
    """The opinion has no item of that code."""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One catalogue item: `4.1` is item (1) of article 4."""

    code: str
    article: int
    number: int
    name: str
    owed_by: tuple[Level, ...]
    """Levels of the courts that have something of this kind to publish, highest first."""


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """The items of one article, under the name that the article gives them."""

    article: int
    heading: str
    items: tuple[CatalogueItem, ...]


OPINION: Mapping[int, tuple[str, tuple[str, ...]]] = {
    4: (
        "人民法院基本信息",
        (
            "机构设置",
            "司法解释",
            "指导性案例",
            "规范性文件",
            "向同级人民代表大会所作的工作报告",
            "重要会议、重大活动和重要工作等动态信息",
            "其他需要社会广泛知晓的基本信息",
        ),
    ),
    5: (
        "审判执行信息",
        (
            "司法统计信息",
            "审判执行流程信息",
            "公开开庭审理案件的庭审活动",
            "裁判文书",
            "重大案件审判情况",
            "执行工作信息",
            "减刑、假释、暂予监外执行信息",
            "企业破产重整案件信息",
            "各审判执行领域年度工作情况和典型案例",
            "司法大数据研究报告",
            "审判执行理论研究、司法案例研究成果",
            "其他涉及当事人合法权益、社会公共利益或需要社会广泛知晓的审判执行信息",
        ),
    ),
    6: (
        "诉讼服务信息",
        (
            "诉讼指南",
            "人民法院公告",
            "司法拍卖和确定财产处置参考价相关信息",
            "司法鉴定、评估、检验、审计等专业机构、专业人员信息，破产管理人信息，暂予监外执行组织诊断工作信息，专家库信息",
            "特邀调解员、特邀调解组织、驻点值班律师、参与诉讼服务的专家志愿者等信息",
            "申诉信访渠道",
            "其他涉及当事人合法权益、社会公共利益或需要社会广泛知晓的诉讼服务信息",
        ),
    ),
    7: (
        "司法改革信息",
        (
            "人民法院司法改革文件",
            "人民法院重大司法改革任务进展情况",
            "人民法院司法改革典型案例",
            "其他需要社会广泛知晓的司法改革信息",
        ),
    ),
    8: (
        "司法行政事务信息",
        (
            "涉及社会公共利益或社会关切的人大代表议案建议和政协提案办理情况",
            "部门预算、决算公开说明",
            "人民法院信息化技术标准",
            "其他需要社会广泛知晓的司法行政事务信息",
        ),
    ),
    9: (
        "国际司法交流合作信息",
        (
            "人民法院开展的重要国际司法交流合作活动情况",
            "人民法院举办和参与重要国际司法会议情况",
            "其他需要社会广泛知晓的国际司法交流合作信息",
        ),
    ),
    10: (
        "队伍建设信息",
        (
            "党的建设情况",
            "人事工作情况",
            "纪检监察信息",
            "先进典型信息",
            "教育培训工作情况",
            "司法警察工作情况",
            "法院文化建设情况",
            "其他需要社会广泛知晓的队伍建设情况",
        ),
    ),
}

EVERY_LEVEL = tuple(Level)
OWED_BY_SOME = {
    # Article 3 leaves it to the functions of the four levels. Only the Supreme Court interprets the law and issues
    # guiding cases (人民法院组织法, article 18), and technical standards come from above.
    "4.2": (Level.SUPREME,),
    "4.3": (Level.SUPREME,),
    "8.3": (Level.SUPREME, Level.HIGH),
}


def _group(article: int, heading: str, names: tuple[str, ...]) -> CatalogueGroup:
    items = tuple(
        CatalogueItem(code, article, number, name, OWED_BY_SOME.get(code, EVERY_LEVEL))
        for number, name in enumerate(names, start=1)
        for code in [f"{article}.{number}"]
    )
    return CatalogueGroup(article, heading, items)


GROUPS = tuple(_group(article, heading, names) for article, (heading, names) in OPINION.items())
ITEMS = tuple(item for group in GROUPS for item in group.items)
ITEM_CHOICES = [(item.code, f"{item.code} {item.name}") for item in ITEMS]
"""For fields of models and forms."""
_BY_CODE = MappingProxyType({item.code: item for item in ITEMS})


def item(code: str) -> CatalogueItem:
    """The item of a code such as `5.12`. Raises UnknownItem."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise UnknownItem(f"Articles 4 to 10 of 法发〔2018〕20号 have no item {code!r}.") from None


def owed_by(level: Level) -> tuple[CatalogueItem, ...]:
    """What a court of this level has to publish, in the order of the opinion."""
    return tuple(item for item in ITEMS if level in item.owed_by)
