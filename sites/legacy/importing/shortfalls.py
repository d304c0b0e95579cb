"""What of an article an import could not keep, by kind: what an operator calls it, and what can be done about it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sites.legacy.models import ImportedArticle

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ShortfallKind:
    """`name` is what an operator calls it, `mend` what to do."""

    name: str | Promise
    mend: str | Promise


KINDS: Mapping[str, ShortfallKind] = {
    "drawn": ShortfallKind(_("脚本生成的正文"), _("存档中没有这些文字。请在浏览器中打开原网页，把文字复制到新页面。")),
    "depth": ShortfallKind(_("嵌套过深的正文"), _("请与原文对照正文的开头和结尾，缺少的部分补到新页面。")),
    "frame": ShortfallKind(
        _("嵌入的其他页面"), _("请打开所列地址，把需要的内容加到新页面，或在新页面上放一个指向它的链接。")
    ),
    "player": ShortfallKind(_("播放器"), _("请找到视频或音频文件，在新页面中补上；已无法播放的，不必处理。")),
    "image": ShortfallKind(_("取不到的图片"), _("先再抓取一次原网站；仍取不到的，向原发布部门索取，在新页面中补上。")),
    "picture": ShortfallKind(
        _("没有地址的图片"), _("访问者在原网页上也看不到。有原图的，在新页面中补上；没有的，不必处理。")
    ),
    "attachment": ShortfallKind(
        _("取不到的附件"), _("先再抓取一次原网站；仍取不到的，向原发布部门索取原件，上传到新页面。")
    ),
    "date": ShortfallKind(_("没有日期"), _("新页面暂用抓取的日期。请按发文记录改为真实的发布日期。")),
}
"""Kinds in the order of their weight: what a reader misses most comes first."""
OTHER = ShortfallKind(_("其他内容"), _("请与原文对照，缺少的部分补到新页面。"))


def kind_called(name: str) -> ShortfallKind:
    """The kind of that name; one that only an earlier release knew counts as something else."""
    return KINDS.get(name, OTHER)


def lacking(name: str) -> Q:
    """Articles with a shortfall of a kind."""
    return Q(shortfalls__contains=[{"kind": name}])


def articles_by_kind() -> dict[str, int]:
    """How many articles that have a page lack something of each kind; kinds that none lacks are left out."""
    rows = ImportedArticle.objects.filter(page__isnull=False).exclude(shortfalls=[])
    counts = Counter(
        kind
        for shortfalls in rows.values_list("shortfalls", flat=True).iterator(chunk_size=AT_ONCE)
        for kind in kinds_in(shortfalls)
    )
    return {kind: counts[kind] for kind in _in_order(counts)}


def kinds_in(shortfalls: Iterable[Mapping[str, str]]) -> list[str]:
    """The kinds of an article's shortfalls, each once, the weightiest first."""
    return _in_order({each["kind"] for each in shortfalls})


def _in_order(kinds: Iterable[str]) -> list[str]:
    found = set(kinds)
    return [kind for kind in KINDS if kind in found] + sorted(found - KINDS.keys())
