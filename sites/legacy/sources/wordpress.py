"""A WordPress export (WXR 1.1 or 1.2): posts, pages and the library of media, streamed."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from sites.legacy.addresses import address_key
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.sources.index import IndexWriter
from sites.legacy.sources.indexed import IndexedSource
from sites.legacy.sources.items import Item, ItemSource, put_item, put_redirect
from sites.legacy.sources.posts import Blog, Post, post_of

SILENT = frozenset(
    [
        "revision",
        "nav_menu_item",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "wp_block",
        "wp_template",
        "wp_template_part",
        "wp_global_styles",
        "wp_navigation",
        "wp_font_family",
        "wp_font_face",
        "acf-field",
        "acf-field-group",
    ]
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_HEAD = 1 << 16


def is_wordpress_export(head: bytes) -> bool:
    """Whether a file that begins so is one."""
    return b"<rss" in head and b"wordpress.org/export/" in head


class WordPressExport(ItemSource):
    """An exported blog. Drafts and what is private or needs a password is named, not read; media may come from a second source."""

    kind = "wordpress"

    def __init__(self, path: Path, *, media: IndexedSource | None = None, work: Path | None = None) -> None:
        super().__init__([path], media=media, work=work)

    def _fill(self, index: IndexWriter) -> None:
        refuse_declarations(self.path)
        blog, other = Blog(), 0
        try:
            for post in posts_of(self.path, blog):
                blog.hears_of(post)
            for post in posts_of(self.path, blog):
                if post.kind in SILENT:
                    other += 1
                elif post.kind == "attachment":
                    self._put_attachment(post, index)
                else:
                    _put_post(post, blog, index)
        except etree.XMLSyntaxError as error:
            index.damaged(_("第 %(line)d 行之后无法读取：%(error)s") % {"line": error.lineno or 0, "error": error.msg})
        if index.is_empty:
            raise CaptureUnreadable(_("%(file)s 中没有文章。") % {"file": self.path.name})
        if other:
            index.damaged(_("%(count)d 条修订、菜单和设置不是网页，没有读取") % {"count": other})

    def _put_attachment(self, post: Post, index: IndexWriter) -> None:
        """A file of the library: its own page leads to it; if no media hold it, that is said at its address."""
        if not post.file:
            return
        if post.link and address_key(post.link) != address_key(post.file):
            put_redirect(index, post.link, post.file)
        if self._media is None or self._media.find(address_key(post.file)) is None:
            missing = _("媒体文件不在导出中；请以 --fetch-media 从原网站抓取，或以 --media 给出媒体所在的文件夹或存档")
            put_item(index, Item(url=post.file, title=post.title, withheld=missing))


def _put_post(post: Post, blog: Blog, index: IndexWriter) -> None:
    if not post.link:
        return
    put_item(index, blog.item(post))
    if post.is_public and post.guid and address_key(post.guid) != address_key(post.link):
        put_redirect(index, post.guid, post.link)


def posts_of(path: Path, blog: Blog) -> Iterator[Post]:
    """Every item of an export, one in memory at a time; what stands before them goes to `blog`. Raises XMLSyntaxError."""
    events = etree.iterparse(
        str(path), events=("end",), resolve_entities=False, load_dtd=False, no_network=True, recover=True,
        remove_comments=True, remove_pis=True, huge_tree=False,
    )  # fmt: skip
    for _event, element in events:
        parent = element.getparent()
        if parent is None or parent.tag != "channel":
            continue
        name = etree.QName(element).localname
        if name == "item":
            yield post_of(element)
        else:
            blog.hears(name, element)
        element.clear()
        while element.getprevious() is not None:
            del parent[0]


def refuse_declarations(path: Path) -> None:
    """An export declares no document type; one that does is made to blow up or to fetch something."""
    with path.open("rb") as file:
        if _DECLARATION.search(file.read(_HEAD).partition(b"<rss")[0]):
            raise CaptureUnreadable(
                _("%(file)s 声明了文档类型或实体，WordPress 的导出不会这样；没有读取。") % {"file": path.name}
            )
