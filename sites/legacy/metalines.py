"""The line under a title: source, author, responsible editor and date, each behind its label."""

import re
from dataclasses import dataclass
from datetime import datetime

from sites.legacy.dates import find_date

_SOURCE = r"(?:信息|稿件|文章|新闻|内容|资料)?\s*来\s*源(?:于)?|稿源|出\s*处|转载自|发布(?:机构|单位|部门)|供稿单位"
_AUTHOR = r"(?:文章|本文)?\s*作\s*者|撰\s*稿(?:人)?|供稿(?:人)?|通讯员|记\s*者|文字|By"
_EDITOR = r"责\s*任\s*编\s*辑|责\s*编|(?:本文|网络|网站)?编\s*辑|编\s*审|审\s*核"
_DATE = (
    r"(?:信息|文章|新闻)?(?:发布|发表|更新|添加|录入|提交|上传|创建|成文|公布|印发|刊登|签发|发文|生成)(?:时间|日期)"
    r"|(?:时\s*间|日\s*期)|发布于|发表于|发布|Posted on|Published"
)
_OTHER = (
    r"人气|(?:点击|浏览|阅读|访问|查看|关注)(?:次数|数|量|率)?|点击|浏览|阅读|字\s*体|字\s*号|打\s*印|分享|收藏|评论(?:数)?|"
    r"关键[词字]|标签|栏目|所属栏目|类别|分类|摘要|索引号|文号|主题词|上传者|录入者?|摄影|摄|图片?|核稿|校对|二维码"
)
_NEXT = re.compile(
    rf"\s*(?:(?:{_SOURCE}|{_AUTHOR}|{_EDITOR}|{_DATE}|{_OTHER})\s*[:：]|[|｜]|\s{{2,}}|[\[【(（]\s*(?:字体|大|打印|关闭|收藏|分享|责任编辑)"
    r"|(?:19|20)\d{2}[-/.年]\d|(?:字体|打印|分享到|点击|浏览次数|阅读量|我要评论|网友评论)|$)",
    re.M,
)
_LABELS = {
    name: re.compile(rf"(?:^|(?<=[\s\]】）)|｜:：,，。；;\[【（(\d日]))(?:{label})\s*[:：](?P<rest>[^\n]*)", re.M)
    for name, label in (("source", _SOURCE), ("author", _AUTHOR), ("editor", _EDITOR), ("date", _DATE))
}
_HINT = re.compile(rf"(?:{_SOURCE}|{_AUTHOR}|{_EDITOR}|{_DATE}|人气|(?:点击|浏览|阅读)(?:次数|数|量)?)\s*[:：]")
CHANGED = re.compile(r"updat|modif|edit|revis|review|aktualisier|änder|mis à jour|更新|修改", re.I)
_EMPTY = frozenset({"", "无", "暂无", "未知", "不详", "佚名", "匿名", "-", "--", "null", "none"})
_VALUE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class MetaLine:
    """What a line under a title says; "" and None where it says nothing."""

    source: str = ""
    author: str = ""
    editor: str = ""
    published: datetime | None = None
    dated: bool = False


def looks_like_meta_line(text: str) -> bool:
    """Whether a short text carries one of the labels, such as 来源: or 发布时间:."""
    return len(text) <= 400 and _HINT.search(text) is not None


def tells_of_change(text: str) -> bool:
    """Whether the first date of a line is one of a change, by the words before it."""
    return CHANGED.search(re.split(r"\d", text, maxsplit=1)[0]) is not None


def read_meta_line(text: str, *, chinese: bool = True) -> MetaLine:
    """The labelled values of a text whose line breaks and wide gaps are kept.

    `published` comes from behind a date label if there is one (then `dated` is true), otherwise
    from anywhere in the text. `chinese` is that of `find_dates`.
    """
    labelled = find_date(_labelled("date", text), chinese=chinese)
    return MetaLine(
        source=_value("source", text),
        author=_value("author", text),
        editor=_value("editor", text),
        published=labelled or find_date(text, chinese=chinese),
        dated=labelled is not None,
    )


def _labelled(name: str, text: str) -> str:
    match = _LABELS[name].search(text)
    return match["rest"] if match else ""


def _value(name: str, text: str) -> str:
    for match in _LABELS[name].finditer(text):
        rest = match["rest"].lstrip(" \t\u3000\xa0")
        end = _NEXT.search(rest)
        value = rest[: end.start()] if end else rest
        value = " ".join(value.split()).strip("[]【】()（）|｜,，;；:：·-—")
        if value.lower() not in _EMPTY and len(value) <= _VALUE_LIMIT:
            return value
    return ""
