"""Images and attachments of a capture, moved into the court's storage: identical ones once."""

import hashlib
import mimetypes
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from sites.legacy.addresses import address_key, decode_percent
from sites.legacy.captures import CaptureUnreadable
from sites.legacy.sources.base import Source
from sites.media.models import CourtDocument, CourtImage

IMAGE_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "BMP": ".bmp"}
MOST_PIXELS = 50_000_000
STEM_LENGTH = 40


class FileMover:
    """Moves files on demand. What cannot be had is returned as None, and `reasons` says why, by address."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._images: dict[str, CourtImage | None] = {}
        self._documents: dict[str, CourtDocument | None] = {}
        self.reasons: dict[str, str] = {}

    def image(self, url: str, title: str) -> CourtImage | None:
        """The court's image of that address, or None with a reason: not captured, no image, of a size without measure."""
        key = address_key(url)
        if key not in self._images:
            self._images[key] = self._move_image(url, title)
        return self._images[key]

    def document(self, url: str, name: str) -> CourtDocument | None:
        """The court's document of that address, or None with a reason."""
        key = address_key(url)
        if key not in self._documents:
            self._documents[key] = self._move_document(url, name)
        return self._documents[key]

    def moved(self, url: str) -> CourtImage | CourtDocument | None:
        """What has been moved from an address, if anything."""
        key = address_key(url)
        return self._images.get(key) or self._documents.get(key)

    def _move_image(self, url: str, title: str) -> CourtImage | None:
        body = self._body(url)
        if body is None:
            return None
        try:
            with Image.open(BytesIO(body)) as picture:
                kind, (width, height) = picture.format or "", picture.size
                if kind in IMAGE_SUFFIXES and width * height <= MOST_PIXELS:
                    picture.verify()
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            kind, width, height = "", 0, 0
        if kind not in IMAGE_SUFFIXES or width * height > MOST_PIXELS:
            self.reasons[url] = _("不是可用的图片文件")
            return None
        return self._stored_image(body, title, IMAGE_SUFFIXES[kind], width, height)

    def _stored_image(self, body: bytes, title: str, suffix: str, width: int, height: int) -> CourtImage:
        digest = hashlib.sha1(body, usedforsecurity=False).hexdigest()
        existing = CourtImage.objects.filter(file_hash=digest, file_size=len(body)).first()
        if existing is not None:
            return existing
        image = CourtImage(title=title[:255], width=width, height=height, file_size=len(body), file_hash=digest)
        image.file.name = _stored(f"original_images/{digest}{suffix}", body)
        image.save()
        return image

    def _move_document(self, url: str, name: str) -> CourtDocument | None:
        body = self._body(url)
        if body is None:
            return None
        digest = hashlib.sha1(body, usedforsecurity=False).hexdigest()
        existing = CourtDocument.objects.filter(file_hash=digest, file_size=len(body)).first()
        if existing is not None:
            return existing
        captured = self._source.find(address_key(url))
        suffix = PurePosixPath(urlsplit(url).path).suffix.lower() or mimetypes.guess_extension(
            captured.content_type if captured else ""
        )
        title = name or _file_name(url)
        stem = get_valid_filename(title.removesuffix(suffix or "")[:STEM_LENGTH])
        document = CourtDocument(title=title[:255], file_size=len(body), file_hash=digest)
        document.file.name = _stored(f"documents/{digest[:12]}/{stem}{suffix or ''}", body)
        document.save()
        return document

    def _body(self, url: str) -> bytes | None:
        address = self._source.find(address_key(url))
        if address is None:
            self.reasons[url] = _("未抓取到该文件")
            return None
        try:
            page = self._source.read(address)
        except CaptureUnreadable as error:
            self.reasons[url] = str(error)
            return None
        if not page.body or not page.complete:
            self.reasons[url] = _("文件不完整")
            return None
        return page.body


def _stored(name: str, body: bytes) -> str:
    """Put a file under a name made from its content, unless an import that was cut short has put it there whole."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(body):
            return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(body))


def _file_name(url: str) -> str:
    return decode_percent(PurePosixPath(urlsplit(url).path).name) or "文件"
