"""Posts of a WordPress blog as articles: where they stand, when and by whom, and their text without WordPress's own markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from sites.legacy.dates import SHANGHAI
from sites.legacy.sources.items import Item
from sites.legacy.sources.texts import paragraphs

_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.S | re.I)
_IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)
_GALLERY = re.compile(r"\[gallery\b[^\]]*\bids\s*=\s*[\"']?([\d,\s]+)[^\]]*\]", re.I)
_EMBED = re.compile(r"\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]", re.I)
_PLAYER = re.compile(
    r"\[(?:video|audio|playlist)\b[^\]]*?\b(?:src|mp4|mp3|m4v|webm|ogv)\s*=\s*[\"']([^\"']+)[^\]]*\](?:\[/(?:video|audio)\])?",
    re.I,
)
_NO_DATE = "0000-00-00 00:00:00"
_DEEPEST = 10
_NOT_PUBLIC = {
    "draft": gettext_lazy("草稿"),
    "auto-draft": gettext_lazy("草稿"),
    "pending": gettext_lazy("待审"),
    "private": gettext_lazy("私密"),
    "future": gettext_lazy("定时发布，尚未公开"),
    "trash": gettext_lazy("回收站"),
}


@dataclass(frozen=True, slots=True)
class Post:
    """One item of an export, as it stands there. `kind` is WordPress's post type; `terms` are names by domain."""

    number: int
    kind: str
    status: str
    password: str
    title: str
    link: str
    guid: str
    file: str
    creator: str
    date: str
    date_gmt: str
    content: str
    excerpt: str
    parent: int
    thumbnail: int
    terms: tuple[tuple[str, str, str], ...]

    @property
    def is_public(self) -> bool:
        """Whether every visitor could read it."""
        return self.status in ("publish", "inherit") and not self.password

    @property
    def published(self) -> datetime | None:
        """When it was published: by the zone-free clock if the export has one, else by the blog's, taken as China's."""
        for written, zone in ((self.date_gmt, UTC), (self.date, SHANGHAI)):
            if written and written != _NO_DATE:
                try:
                    return datetime.fromisoformat(written).replace(tzinfo=zone).astimezone(SHANGHAI)
                except ValueError:
                    continue
        return None


def post_of(element: etree._Element) -> Post:
    """The item of an export as a post."""
    texts: dict[str, str] = {}
    for child in element:
        if isinstance(child.tag, str):
            texts.setdefault(_name(child), (child.text or "").strip())
    return Post(
        number=_number(texts.get("post_id")),
        kind=texts.get("post_type", "post"),
        status=texts.get("status", ""),
        password=texts.get("post_password", ""),
        title=texts.get("title", ""),
        link=texts.get("link", ""),
        guid=texts["guid"] if texts.get("guid", "").startswith("http") else "",
        file=texts.get("attachment_url", ""),
        creator=texts.get("creator", ""),
        date=texts.get("post_date", ""),
        date_gmt=texts.get("post_date_gmt", ""),
        content=texts.get("content:encoded", ""),
        excerpt=texts.get("excerpt:encoded", ""),
        parent=_number(texts.get("post_parent")),
        thumbnail=_number(next(_meta(element, "_thumbnail_id"), "")),
        terms=tuple(
            (child.get("domain", ""), child.get("nicename", ""), (child.text or "").strip())
            for child in element.iterchildren("category")
        ),
    )


@dataclass(slots=True)
class Blog:
    """What the posts of a blog lean on: its address, its authors, its tree of categories, the files of its library, titles of its pages."""

    site: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)
    media: dict[int, str] = field(default_factory=dict)
    pages: dict[int, tuple[str, int]] = field(default_factory=dict)

    def hears(self, name: str, element: etree._Element) -> None:
        """Take in an element of the channel that is no item."""
        texts = {_name(child): (child.text or "").strip() for child in element if isinstance(child.tag, str)}
        if name == "link":
            self.site = (element.text or "").strip()
        elif name == "author" and texts.get("author_login"):
            self.authors[texts["author_login"]] = texts.get("author_display_name", "")
        elif name == "category" and texts.get("category_nicename"):
            self.categories[texts["category_nicename"]] = (texts.get("cat_name", ""), texts.get("category_parent", ""))

    def hears_of(self, post: Post) -> None:
        """Take in what other posts may refer to."""
        if post.kind == "attachment":
            self.media[post.number] = post.file
        elif post.kind == "page":
            self.pages[post.number] = (post.title, post.parent)

    def item(self, post: Post) -> Item:
        """The article that a post is; one that is not public has its reason alone."""
        if not post.is_public:
            reason = _("设有密码") if post.password else _NOT_PUBLIC.get(post.status, post.status)
            return Item(url=post.link, title=post.title, withheld=_("原网站未公开：%(reason)s") % {"reason": reason})
        return Item(
            url=post.link,
            title=post.title or _("无标题"),
            html=self._html(post),
            published=post.published,
            columns=self._trail(post),
            author=self.authors.get(post.creator) or post.creator,
            keywords=" ".join(name for domain, _nicename, name in post.terms if domain == "post_tag"),
            summary=re.sub(r"<[^>]+>", "", post.excerpt).strip(),
        )

    def _trail(self, post: Post) -> tuple[str, ...]:
        """The deepest of a post's categories from the top down; for a page, the pages above it."""
        if post.kind == "page":
            return tuple(self._above(post.parent))
        trails = [
            tuple(self._categories(nicename, name)) for domain, nicename, name in post.terms if domain == "category"
        ]
        return max(trails, key=len, default=())

    def _categories(self, nicename: str, name: str) -> list[str]:
        names = [name]
        for _level in range(_DEEPEST):
            parent = self.categories.get(nicename, ("", ""))[1]
            if parent not in self.categories:
                break
            nicename = parent
            names.insert(0, self.categories[parent][0])
        return names

    def _above(self, number: int) -> list[str]:
        names: list[str] = []
        while number in self.pages and len(names) < _DEEPEST:
            title, number = self.pages[number]
            names.insert(0, title)
        return names

    def _html(self, post: Post) -> str:
        text = _CAPTION.sub(_figure, post.content)
        text = _GALLERY.sub(lambda match: "".join(self._pictures(match[1])), text)
        text = _EMBED.sub(lambda match: _link(match[1]), text)
        text = _PLAYER.sub(lambda match: _link(match[1]), text)
        shown = self.media.get(post.thumbnail, "")
        if shown and shown.rpartition("/")[2].rpartition(".")[0] not in text:
            text = f'<p><img src="{escape(shown)}"></p>\n\n{text}'
        return paragraphs(text)

    def _pictures(self, numbers: str) -> Iterator[str]:
        for number in re.findall(r"\d+", numbers):
            if url := self.media.get(int(number)):
                yield f'<p><img src="{escape(url)}"></p>'


def _figure(match: re.Match[str]) -> str:
    image = _IMAGE.search(match[1])
    words = _IMAGE.sub("", match[1]).strip()
    return f"<figure>{image[0]}<figcaption>{words}</figcaption></figure>" if image else match[1]


def _link(address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'


def _meta(element: etree._Element, wanted: str) -> Iterator[str]:
    for meta in element.iterchildren("{*}postmeta"):
        if (meta.findtext("{*}meta_key") or "").strip() == wanted:
            yield (meta.findtext("{*}meta_value") or "").strip()


def _name(element: etree._Element) -> str:
    """The name of an element; of the two called `encoded` with what they encode."""
    name = etree.QName(element)
    if name.localname != "encoded":
        return name.localname
    return "excerpt:encoded" if "excerpt" in (name.namespace or "") else "content:encoded"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
