"""Uploads in the admin are stored without authors and places, and the form says so."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from federation.courts.models import CourtSite
from sites.media.models import CourtDocument, CourtImage
from tests.unit.media.test_metadata import AUTHOR, exif, office, picture

pytestmark = pytest.mark.usefixtures("inside_chaoyang")


@pytest.fixture
def admin(chaoyang: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(chaoyang, "administrator")


def exif_of(image: CourtImage) -> dict[int, object]:
    with image.open_file() as file, Image.open(BytesIO(file.read())) as stored:
        return dict(stored.getexif())


@pytest.mark.parametrize(
    ("address", "field"), [("/admin/images/add/", "file"), ("/admin/images/multiple/add/", "files[]")]
)
def test_a_photo_is_stored_without_its_place_by_every_way_of_uploading(admin: Client, address: str, field: str) -> None:
    photo = SimpleUploadedFile("现场.jpg", picture("JPEG", exif=exif()), "image/jpeg")

    admin.post(
        address, {field: photo, "title": "现场", "collection": "1"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    image = CourtImage.objects.get()
    assert exif_of(image) == {}
    assert image.file_size == image.file.size


def test_a_document_is_stored_without_its_author_and_the_form_says_so(admin: Client) -> None:
    file = SimpleUploadedFile("通知.docx", office())

    admin.post("/admin/documents/add/", {"file": file, "title": "通知", "collection": "1"})

    document = CourtDocument.objects.get()
    with document.open_file() as stored:
        content = stored.read()
    assert AUTHOR.encode() not in b"".join(_parts(content))
    assert document.file_size == len(content)
    assert "自动清除" in admin.get(f"/admin/documents/edit/{document.pk}/").content.decode()


def _parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]
