"""What of a page is looked through before it goes public: all that visitors see or can download."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page

from sites.media.models import CourtDocument
from sites.pages.blocks import block_attachments, block_text
from sites.pages.cells import cell_text
from sites.publishing.answers.parts import Part


def field_parts(page: Page, names: tuple[str, ...]) -> Iterator[Part]:
    """The plain fields of a page that say something."""
    for name in names:
        if text := getattr(page, name):
            label = str(page._meta.get_field(name).verbose_name)
            yield Part(name, label, str(text), f"#panel-child-content-child-{name}-section")


def picture_part(image: Any, label: str, anchor: str) -> Iterator[Part]:
    """What a picture is called: its title is what screen readers say, its file's name stands in its address."""
    if image is not None:
        yield Part("picture", label, f"{image.title}\n{image.filename}", anchor)


def body_parts(body: blocks.StreamValue) -> Iterator[Part]:
    """The blocks of a body in order; a table row by row, and each attachment by all its names."""
    for number, child in enumerate(body, start=1):
        anchor = f"#block-{child.id}-section"
        label = _("第 %(number)d 块（%(kind)s）") % {"number": number, "kind": child.block.label}
        yield from _block_parts(child.block_type, child.value, label, anchor)
        for attachment in block_attachments(child.block_type, child.value):
            yield from _file_part(attachment.document, attachment.name, anchor)


def _block_parts(kind: str, value: Any, label: str, anchor: str) -> Iterator[Part]:
    match kind:
        case "table":
            for number, row in enumerate((value or {}).get("data", []), start=1):
                where = _("%(block)s第 %(row)d 行") % {"block": label, "row": number}
                yield Part("table", where, "\t".join(map(cell_text, row)), anchor)
        case "picture":
            yield Part("caption", label, str(value["caption"]), anchor)
            yield from picture_part(value["image"], label, anchor)
        case "gallery":
            for picture in value["pictures"]:
                yield from _block_parts("picture", picture, label, anchor)
        case "video":
            yield Part("video", label, f"{value['title']}\n{value['address']}", anchor)
        case "attachment":
            return  # by its names, as every attachment that the block offers
        case _:
            yield Part(kind, label, block_text(kind, value), anchor)


def _file_part(document: int, name: str, anchor: str) -> Iterator[Part]:
    found = CourtDocument.objects.filter(pk=document).first()
    names = dict.fromkeys(filter(None, (name, found.title if found else "", found.filename if found else "")))
    yield Part("file_name", _("附件名称"), "\n".join(names), anchor, document)
