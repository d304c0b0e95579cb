"""The columns that a new court site starts with, by level.

Every catalogue item that a level owes has a column, so that a court that keeps its columns up owes nothing. A column that
names one item passes it on to its articles. What articles 4 to 10 call "other" information belongs to the top column
itself. Lower courts start with fewer columns, because one that is not kept up has to be merged or closed (article 19).
"""

from dataclasses import dataclass
from enum import StrEnum

from federation.domain.courts import Level


class ColumnType(StrEnum):
    """What a column holds: what the meta tag ColumnType says, and how its list looks."""

    NEWS = "news"
    NOTICE = "notice"
    GUIDE = "guide"
    DOCUMENT = "document"
    ORGANISATION = "organisation"


NEWS, NOTICE, GUIDE, DOCUMENT, ORGANISATION = ColumnType


@dataclass(frozen=True, slots=True)
class ExpectedColumn:
    """A column of a new site. The slug is ASCII and its own among its siblings."""

    name: str
    slug: str
    column_type: ColumnType
    catalogue_items: tuple[str, ...] = ()
    children: tuple["ExpectedColumn", ...] = ()


def _column(name: str, slug: str, kind: ColumnType, items: str = "", *children: ExpectedColumn) -> ExpectedColumn:
    return ExpectedColumn(name, slug, kind, tuple(items.split()), children)


def expected_columns(level: Level) -> tuple[ExpectedColumn, ...]:
    """Top columns with their sub-columns, in the order of the menu."""
    return COLUMNS[level]


PROFILE = _column("法院简介", "profile", ORGANISATION, "4.1")
LEADERS = _column("院领导", "leaders", ORGANISATION, "4.1")
STRUCTURE = _column("机构设置", "structure", ORGANISATION, "4.1")
TRIBUNALS = _column("人民法庭", "tribunals", ORGANISATION, "4.1")
PERSONNEL = _column("人事信息", "personnel", NOTICE, "10.2")
REPORTS = _column("工作报告", "work-reports", DOCUMENT, "4.5")
DISCLOSURE = _column("公开目录", "disclosure", DOCUMENT, "4.7")

COURT_NEWS = _column("法院要闻", "court-news", NEWS, "4.6")
PRESS = _column("新闻发布", "press", NEWS, "4.6")
MEDIA = _column("媒体报道", "media", NEWS, "4.6")
EXCHANGES = _column("对外交流", "exchanges", NEWS, "9.1 9.2 9.3")

INTERPRETATIONS = _column("司法解释", "interpretations", DOCUMENT, "4.2")
GUIDING_CASES = _column("指导性案例", "guiding-cases", DOCUMENT, "4.3")
REGULATORY = _column("规范性文件", "regulatory", DOCUMENT, "4.4")
GAZETTE = _column("公报白皮书", "gazette", DOCUMENT, "4.7")
MAJOR_CASES = _column("重大案件", "major-cases", NEWS, "5.5")
TYPICAL_CASES = _column("典型案例", "typical-cases", DOCUMENT, "5.9")

PROCEEDINGS = _column("审判流程", "proceedings", GUIDE, "5.2")
HEARINGS = _column("庭审公开", "hearings", NOTICE, "5.3")
JUDGMENTS = _column("裁判文书", "judgments", DOCUMENT, "5.4")
ENFORCEMENT = _column("执行信息", "enforcement", NOTICE, "5.6")
COMMUTATION = _column("减刑假释", "commutation", NOTICE, "5.7")
OUTSIDE_PRISON = _column("暂予监外执行", "outside-prison", NOTICE, "5.7")
BANKRUPTCY = _column("破产重整", "bankruptcy", NOTICE, "5.8")

STATISTICS = _column("司法统计", "statistics", DOCUMENT, "5.1")
BIG_DATA = _column("司法大数据", "big-data", DOCUMENT, "5.10")
RESEARCH = _column("理论研究", "research", DOCUMENT, "5.11")

COURT_NOTICES = _column("法院公告", "court-notices", NOTICE, "6.2")
HEARING_NOTICES = _column("开庭公告", "hearing-notices", NOTICE, "6.2")
SERVICE_NOTICES = _column("送达公告", "service-notices", NOTICE, "6.2")
AUCTIONS = _column("司法拍卖", "auctions", NOTICE, "6.3")

LITIGATION_GUIDES = _column("诉讼指南", "guides", GUIDE, "6.1")
FORMS = _column("文书样式", "forms", GUIDE, "6.1")
PROFESSIONALS = _column("专业机构名册", "professionals", DOCUMENT, "6.4")
MEDIATION = _column("调解与律师", "mediation", GUIDE, "6.5")
PETITIONS = _column("申诉信访", "petitions", GUIDE, "6.6")

REFORM_DOCUMENTS = _column("改革文件", "reform-documents", DOCUMENT, "7.1")
REFORM_PROGRESS = _column("改革进展", "reform-progress", NEWS, "7.2")
REFORM_CASES = _column("改革案例", "reform-cases", DOCUMENT, "7.3")

DEPUTIES = _column("代表委员联络", "deputies", DOCUMENT, "8.1")
BUDGETS = _column("预算决算", "budgets", DOCUMENT, "8.2")
STANDARDS = _column("信息化标准", "standards", DOCUMENT, "8.3")

ABOUT = _column("法院概况", "about", ORGANISATION, "", PROFILE, LEADERS, STRUCTURE, PERSONNEL, REPORTS, DISCLOSURE)
UPPER_NEWS = _column("新闻动态", "news", NEWS, "", COURT_NEWS, PRESS, MEDIA)
UPPER_TRIALS = _column(
    "审判执行", "trials", DOCUMENT, "5.12", PROCEEDINGS, HEARINGS, JUDGMENTS, ENFORCEMENT, COMMUTATION, BANKRUPTCY
)
UPPER_SERVICES = _column(
    "诉讼服务",
    "services",
    GUIDE,
    "6.7",
    LITIGATION_GUIDES,
    COURT_NOTICES,
    AUCTIONS,
    PROFESSIONALS,
    MEDIATION,
    PETITIONS,
)
UPPER_RESEARCH = _column("司法研究", "studies", DOCUMENT, "", STATISTICS, BIG_DATA, RESEARCH)
REFORM = _column("司法改革", "reform", DOCUMENT, "7.4", REFORM_DOCUMENTS, REFORM_PROGRESS, REFORM_CASES)
UPPER_ADMINISTRATION = _column("司法行政", "administration", DOCUMENT, "8.4", DEPUTIES, BUDGETS, STANDARDS)
INTERNATIONAL = _column(
    "国际交流",
    "international",
    NEWS,
    "9.3",
    _column("交流合作", "cooperation", NEWS, "9.1"),
    _column("国际会议", "conferences", NEWS, "9.2"),
)
TEAM = _column(
    "队伍建设",
    "team",
    NEWS,
    "10.8",
    _column("党的建设", "party", NEWS, "10.1"),
    _column("纪检监察", "discipline", NEWS, "10.3"),
    _column("先进典型", "exemplars", NEWS, "10.4"),
    _column("教育培训", "training", NEWS, "10.5"),
    _column("司法警察", "marshals", NEWS, "10.6"),
    _column("法院文化", "culture", NEWS, "10.7"),
)
LOWER_NOTICES = _column("司法公告", "notices", NOTICE, "", HEARING_NOTICES, SERVICE_NOTICES, AUCTIONS, BANKRUPTCY)
LOWER_SERVICES = _column(
    "诉讼服务", "services", GUIDE, "6.7", LITIGATION_GUIDES, FORMS, PROFESSIONALS, MEDIATION, PETITIONS
)
LOWER_STUDIES = _column("案例研究", "studies", DOCUMENT, "", TYPICAL_CASES, STATISTICS, BIG_DATA, RESEARCH)

COLUMNS = {
    Level.SUPREME: (
        ABOUT,
        UPPER_NEWS,
        _column(
            "权威发布",
            "releases",
            DOCUMENT,
            "",
            INTERPRETATIONS,
            GUIDING_CASES,
            REGULATORY,
            TYPICAL_CASES,
            MAJOR_CASES,
            GAZETTE,
        ),
        UPPER_TRIALS,
        UPPER_SERVICES,
        UPPER_RESEARCH,
        REFORM,
        UPPER_ADMINISTRATION,
        INTERNATIONAL,
        TEAM,
    ),
    Level.HIGH: (
        ABOUT,
        UPPER_NEWS,
        _column("权威发布", "releases", DOCUMENT, "", REGULATORY, TYPICAL_CASES, MAJOR_CASES, GAZETTE),
        UPPER_TRIALS,
        UPPER_SERVICES,
        UPPER_RESEARCH,
        REFORM,
        UPPER_ADMINISTRATION,
        INTERNATIONAL,
        TEAM,
    ),
    Level.INTERMEDIATE: (
        ABOUT,
        _column("新闻动态", "news", NEWS, "", COURT_NEWS, PRESS, MEDIA, EXCHANGES),
        _column(
            "审判执行",
            "trials",
            DOCUMENT,
            "5.12",
            PROCEEDINGS,
            HEARINGS,
            JUDGMENTS,
            MAJOR_CASES,
            ENFORCEMENT,
            COMMUTATION,
        ),
        LOWER_NOTICES,
        LOWER_SERVICES,
        LOWER_STUDIES,
        REFORM,
        _column("司法行政", "administration", DOCUMENT, "8.4", REGULATORY, DEPUTIES, BUDGETS),
        TEAM,
    ),
    Level.BASIC: (
        _column("法院概况", "about", ORGANISATION, "", PROFILE, LEADERS, STRUCTURE, TRIBUNALS, PERSONNEL, REPORTS),
        _column("新闻动态", "news", NEWS, "9.1 9.2 9.3", COURT_NEWS, MEDIA),
        _column(
            "审判执行",
            "trials",
            DOCUMENT,
            "5.12",
            PROCEEDINGS,
            HEARINGS,
            JUDGMENTS,
            MAJOR_CASES,
            ENFORCEMENT,
            OUTSIDE_PRISON,
        ),
        LOWER_NOTICES,
        LOWER_SERVICES,
        LOWER_STUDIES,
        _column(
            "政务公开",
            "affairs",
            DOCUMENT,
            "7.4 8.4",
            DISCLOSURE,
            REGULATORY,
            _column("司法改革", "reform", DOCUMENT, "7.1 7.2 7.3"),
            DEPUTIES,
            BUDGETS,
        ),
        TEAM,
    ),
}
