"""What an article's body is made of."""

import re
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from sites.pages.cells import cell_markup, cell_text
from sites.pages.own_links import link_own_documents
from sites.pages.tables import DataTableBlock
from sites.publishing.public_form import Attachment

DOCUMENT_LINK = re.compile(
    r'<a\b(?:(?=[^>]*\blinktype="document")[^>]*\bid="|[^>]*\bhref="/documents/)(\d+)["/][^>]*>(.*?)</a>', re.DOTALL
)
LINE_END = re.compile(r"</(?:p|li|h[2-4])>|<br\s*/?>")
TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "superscript", "ol", "ul", "hr", "link", "place", "document-link"]


class TextBlock(blocks.RichTextBlock):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return type(text)(link_own_documents(text.source))

    class Meta:
        label = _("正文")
        icon = "pilcrow"
        template = "theme/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图片说明"), required=False, max_length=200)

    class Meta:
        label = _("图片")
        icon = "image"
        template = "theme/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(PictureBlock(), label=_("图片"), min_num=2)

    class Meta:
        label = _("图集")
        icon = "image"
        template = "theme/blocks/gallery.html"


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(label=_("显示名称"), required=False, max_length=200)

    class Meta:
        label = _("附件")
        icon = "doc-full"
        template = "theme/blocks/attachment.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("引文"))
    source = blocks.CharBlock(label=_("出处"), required=False, max_length=200)

    class Meta:
        label = _("引用")
        icon = "openquote"
        template = "theme/blocks/quote.html"


class VideoLinkBlock(blocks.StructBlock):
    """A link, not a frame: a court's page loads nothing from elsewhere."""

    title = blocks.CharBlock(label=_("标题"), max_length=200)
    address = blocks.URLBlock(label=_("视频地址"))

    class Meta:
        label = _("视频链接")
        icon = "media"
        template = "theme/blocks/video_link.html"


def body_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        ("text", TextBlock(features=TEXT_FEATURES)),
        ("picture", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("table", DataTableBlock()),
        ("attachment", AttachmentBlock()),
        ("quote", QuoteBlock()),
        ("video", VideoLinkBlock()),
    ]


def plain_text(body: blocks.StreamValue) -> str:
    """The words of a body, a block a line, for search: captions, cells and names of attachments included."""
    return "\n".join(filter(None, (block_text(child.block_type, child.value) for child in body)))


def block_text(kind: str, value: Any) -> str:
    """The words of one block."""
    match kind:
        case "text":
            return unescape(strip_tags(LINE_END.sub("\n", value.source))).strip()
        case "picture":
            return str(value["caption"])
        case "gallery":
            return "\n".join(picture["caption"] for picture in value["pictures"])
        case "table":
            rows = (value or {}).get("data", [])
            return "\n".join(" ".join(map(cell_text, row)) for row in rows)
        case "attachment":
            document = value["document"]
            return str(value["title"] or (document.title if document else ""))
        case "quote":
            return f"{value['text']} {value['source']}"
        case _:
            return str(value["title"])


def attachments(body: blocks.StreamValue) -> tuple[Attachment, ...]:
    """The documents that a body offers, in blocks of their own or by links or addresses in its text and tables, each once."""
    found: dict[int, Attachment] = {}
    for child in body:
        for attachment in block_attachments(child.block_type, child.value):
            found.setdefault(attachment.document, attachment)
    return tuple(found.values())


def block_attachments(kind: str, value: Any) -> list[Attachment]:
    """The documents that one block offers."""
    if kind == "attachment" and value["document"]:
        return [Attachment(value["document"].pk, str(value["title"] or value["document"].title))]
    match kind:
        case "text":
            markup = value.source
        case "table":
            markup = "\n".join(cell_markup(cell) for row in (value or {}).get("data", []) for cell in row)
        case _:
            return []
    links = DOCUMENT_LINK.findall(markup)
    return [Attachment(int(number), unescape(strip_tags(shown)).strip()) for number, shown in links]
