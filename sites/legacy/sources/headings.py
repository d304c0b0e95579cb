"""Which column of a table holds what, by its heading in Chinese or English, or as an operator says."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable

FIELDS: dict[str, tuple[str, ...]] = {
    "address": ("地址", "网址", "链接", "链接地址", "文章地址", "原地址", "url", "link", "address", "href", "permalink", "path"),
    "title": ("标题", "题目", "文章标题", "信息标题", "名称", "title", "subject", "headline", "articletitle"),
    "html": ("正文", "内容", "文章内容", "信息内容", "正文内容", "html", "content", "body", "text", "articlecontent"),
    "date": (
        "日期", "时间", "发布时间", "发布日期", "发表时间", "录入时间", "添加时间", "创建时间", "更新时间",
        "date", "published", "publishedat", "pubdate", "publishdate", "publishtime", "releasetime", "time", "createtime", "addtime",
    ),
    "column": ("栏目", "栏目名称", "所属栏目", "类别", "分类", "频道", "column", "columnname", "category", "channel", "section"),
    "files": ("附件", "附件地址", "附件列表", "文件", "attachments", "attachment", "files", "file", "enclosure"),
    "source": ("来源", "信息来源", "文章来源", "稿源", "source", "origin", "contentsource", "from"),
    "author": ("作者", "撰稿人", "发布人", "author", "writer", "creator"),
    "keywords": ("关键词", "关键字", "keywords", "tags"),
    "summary": ("摘要", "导读", "简介", "summary", "description", "abstract", "excerpt"),
}  # fmt: skip
REQUIRED = ("address", "title", "html")
_NOT_WORDS = re.compile(r"[\W_]+")


def find_columns(headings: Sequence[str], wanted: Mapping[str, str]) -> dict[str, int]:
    """The number of the column of each field; `wanted` names some by their headings. Raises CaptureUnreadable.

    Of several columns that would do for a field the likeliest heading counts: those that name it best stand first above.
    """
    plain = [_plain(heading) for heading in headings]
    found = {field: _named(heading, headings, field) for field, heading in wanted.items()}
    for field, names in FIELDS.items():
        if field not in found:
            places = [plain.index(name) for name in names if name in plain]
            found |= {field: places[0]} if places else {}
    missing = [field for field in REQUIRED if field not in found]
    if missing:
        used = set(found.values())
        raise CaptureUnreadable(
            _(
                "表格缺少必需的列：%(missing)s。表头是：%(headings)s。请用 --columns 指明，如 --columns %(example)s=%(first)s。"
            )
            % {
                "missing": "、".join(f"{field}（{FIELDS[field][0]}）" for field in missing),
                "headings": "、".join(filter(None, headings)) or "—",
                "example": missing[0],
                "first": next((name for place, name in enumerate(headings) if name and place not in used), "…"),
            }
        )
    return found


def count_known(headings: Sequence[str]) -> int:
    """How many headings name a field."""
    known = {name for names in FIELDS.values() for name in names}
    return sum(_plain(heading) in known for heading in headings)


def _named(heading: str, headings: Sequence[str], field: str) -> int:
    if field not in FIELDS:
        raise CaptureUnreadable(
            _("没有名为 %(field)s 的字段。可用的字段：%(fields)s。") % {"field": field, "fields": "、".join(FIELDS)}
        )
    plain = [_plain(each) for each in headings]
    if _plain(heading) not in plain:
        raise CaptureUnreadable(
            _("表格没有名为“%(heading)s”的列。表头是：%(headings)s。")
            % {"heading": heading, "headings": "、".join(filter(None, headings)) or "—"}
        )
    return plain.index(_plain(heading))


def _plain(heading: str) -> str:
    return _NOT_WORDS.sub("", heading).lower()
