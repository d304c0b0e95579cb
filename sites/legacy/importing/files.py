"""Images and attachments of a capture, moved into the court's storage: identical ones once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from sites.legacy.addresses import address_key, decode_percent
from sites.legacy.captures import CaptureUnreadable
from sites.legacy.files import attachment_type, file_name
from sites.legacy.importing.filenames import shown_name, stored_name
from sites.legacy.importing.filetypes import file_type, is_svg
from sites.legacy.sources.base import Source
from sites.media.metadata import cleaned
from sites.media.models import CourtDocument, CourtImage

IMAGE_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "BMP": ".bmp"}
MOST_PIXELS = 50_000_000
REMEMBERED = 4096
"""Files whose place is kept in memory. The place of others is found again by their content."""


@dataclass(frozen=True, slots=True)
class MovedFile:
    """A file of the court that stands for one of the legacy site; `link` is its address on the court's site."""

    pk: int
    link: str


class FileRefused(Exception):
    """A file cannot be had, or must not be; the message says why."""


class FileMover:
    """Moves files on demand. What cannot be had is returned as None, and `reason` says why.

    A file is stored under a name made from its content before the transaction that refers to it is over: if that is
    undone, by an error or a kill, the next run finds the file in its place and takes it, or finishes it.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: OrderedDict[str, MovedFile | str] = OrderedDict()
        self._fresh: dict[str, str] = {}

    def image(self, url: str, title: str) -> MovedFile | None:
        """The court's image of that address, or None with a reason: not captured, no image, of a size without measure."""
        return self._once(f"image {address_key(url)}", url, lambda: self._move_image(url, title))

    def document(self, url: str, name: str) -> MovedFile | None:
        """The court's document of that address, or None with a reason."""
        return self._once(f"document {address_key(url)}", url, lambda: self._move_document(url, name))

    def reason(self, url: str) -> str:
        """Why the file of an address that was asked for lately is not there; empty where it is."""
        key = address_key(url)
        answers = [self._seen.get(f"{kind} {key}", "") for kind in ("image", "document")]
        return next((answer for answer in answers if isinstance(answer, str) and answer), "")

    def download_name(self, url: str) -> str:
        """What the file at a captured address is called, by its server or by its address; "" where it is no download."""
        address = self._source.find(address_key(url))
        stated = address.file_name if address else ""
        return stated or (file_name(url) if attachment_type(url) else "")

    def take_moved(self) -> dict[str, str]:
        """Addresses whose files were moved since this was last asked, and where they lead now."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def _once(self, key: str, url: str, move: Callable[[], MovedFile]) -> MovedFile | None:
        if key not in self._seen:
            try:
                self._seen[key] = moved = move()
                self._note(url, moved)
            except FileRefused as refusal:
                self._seen[key] = str(refusal)
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        known = self._seen[key]
        self._seen.move_to_end(key)
        return known if isinstance(known, MovedFile) else None

    def _note(self, url: str, moved: MovedFile) -> None:
        address = self._source.find(address_key(url))
        if address is not None:
            self._fresh[address.url] = moved.link

    def _move_image(self, url: str, title: str) -> MovedFile:
        body = self._body(url)
        if is_svg(body):
            raise FileRefused(_("SVG 图片可能含有脚本，未导入"))
        suffix, width, height = _measured(body)
        digest = _digest(body)
        image = CourtImage.objects.filter(file_hash=digest, file_size=len(body)).first()
        if image is None:
            name = shown_name(title or _file_name(url), "")
            image = CourtImage(title=name, width=width, height=height, file_size=len(body), file_hash=digest)
            image.file.name = _stored(f"original_images/{digest}{suffix}", body)
            image.save()
        return MovedFile(image.pk, image.file.url)

    def _move_document(self, url: str, name: str) -> MovedFile:
        body = self._body(url)
        named = name or self.download_name(url) or _file_name(url)
        kind = file_type(body, named if PurePosixPath(named).suffix else _file_name(url))
        if kind.refusal:
            raise FileRefused(kind.refusal)
        digest = _digest(body)
        document = CourtDocument.objects.filter(file_hash=digest, file_size=len(body)).first()
        if document is None:
            shown = shown_name(named[: len(named) - len(kind.wrong)], kind.extension)
            document = CourtDocument(title=shown, file_size=len(body), file_hash=digest)
            document.file.name = _stored(f"documents/{digest[:12]}/{stored_name(shown, kind.extension)}", body)
            document.save()
        return MovedFile(document.pk, document.url)

    def _body(self, url: str) -> bytes:
        address = self._source.find(address_key(url))
        if address is None:
            raise FileRefused(_("未抓取到该文件"))
        try:
            page = self._source.read(address)
        except CaptureUnreadable as error:
            raise FileRefused(str(error)) from error
        if not page.body or not page.complete:
            raise FileRefused(_("文件不完整"))
        return cleaned(page.body)


def _measured(body: bytes) -> tuple[str, int, int]:
    """The suffix, width and height of a picture."""
    try:
        with Image.open(BytesIO(body)) as picture:
            kind, (width, height) = picture.format or "", picture.size
            if kind in IMAGE_SUFFIXES and width * height <= MOST_PIXELS:
                picture.verify()
                return IMAGE_SUFFIXES[kind], width, height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(_("不是可用的图片文件")) from error
    raise FileRefused(_("不是可用的图片文件"))


def _digest(body: bytes) -> str:
    return hashlib.sha1(body, usedforsecurity=False).hexdigest()


def _stored(name: str, body: bytes) -> str:
    """Put a file under a name made from its content, unless an import that was cut short has put it there whole."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(body):
            return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(body))


def _file_name(url: str) -> str:
    return decode_percent(PurePosixPath(urlsplit(url).path).name) or _("文件")
