"""What of an article is not as it was, each in a line, with what to do about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from sites.legacy.fidelity.measures import ArticleFidelity
from sites.legacy.importing.shortfalls import kind_called

Note = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """`about` is the address or the beginning of the text that is meant, `why` what is known of the reason.

    What is `grave` keeps an article from counting as right.
    """

    name: str
    mend: str
    about: str = ""
    why: str = ""
    grave: bool = False


def differences(fidelity: ArticleFidelity | None, shortfalls: Iterable[Note]) -> list[Difference]:
    """Everything that is known of one article: what a comparison has found, then what the import could not keep.

    A file that the import has named with its reason is not named again because the comparison missed it too.
    """
    noted = list(shortfalls)
    return list(chain(_found(fidelity, {note["url"] for note in noted}) if fidelity else (), map(_noted, noted)))


def _found(fidelity: ArticleFidelity, named: set[str]) -> Iterator[Difference]:
    if not fidelity.title:
        yield Difference(_("标题不同"), _("请改回原标题；有意修改的，不必处理。"), grave=True)
    if not fidelity.date:
        yield Difference(_("日期不同"), _("请改回原来的发布日期；有意修改的，不必处理。"), grave=True)
    if not fidelity.source:
        yield Difference(_("来源不同"), _("请改回原来的来源；有意修改的，不必处理。"))
    for text in fidelity.lost:
        mend = _("请与原文对照，属于正文的补到新页面；只是网页上的其他文字的，不必处理。")
        yield Difference(_("原网页有而新网页没有"), mend, about=f"“{text}……”")
    for url in fidelity.images.missing:
        if url not in named:
            yield Difference(_("缺图片"), _("请在新页面中补上这张图片，或再导入一次。"), about=url)
    for url in fidelity.attachments.missing:
        if url not in named:
            yield Difference(_("缺附件"), _("请把这个附件上传到新页面，或再导入一次。"), about=url)
    for url in fidelity.links.missing:
        yield Difference(_("链接无去处"), _("请改为正确的地址，或去掉链接。"), about=url)


def _noted(note: Note) -> Difference:
    kind = kind_called(note["kind"])
    return Difference(str(kind.name), str(kind.mend), about=note["url"], why=note["reason"])
