"""Two courts' files in one bucket of a real S3 service, uploaded and fetched through the courts' own hosts."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from federation.courts.models import CourtSite
from federation.ledger.checkpoints import STORAGE, make_checkpoint, read_all
from federation.ledger.keys import make_key, signing_key
from sites.media.keeping import open_shown, shown_digests
from sites.media.models import CourtDocument, CourtImage
from sites.media.storage import BucketUnavailable
from tests.s3 import Bucket, new_bucket
from tests.stored_files import publish_blocks, shown

pytestmark = pytest.mark.xdist_group("s3")
Browse = Callable[..., Client]
FORM = "立案 申请书（样式）.txt"


@pytest.fixture(scope="module")
def _bucket() -> Iterator[Bucket]:
    with new_bucket() as bucket:
        yield bucket


@pytest.fixture
def bucket(_bucket: Bucket, settings: Settings) -> Iterator[Bucket]:
    """An empty bucket, in which the courts' files are kept for one test."""
    settings.MEDIA_BUCKET = _bucket.name
    settings.MEDIA_S3 = _bucket.access
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "sites.media.storage.CourtBucketStorage"}}
    yield _bucket
    for key in _bucket.keys():
        _bucket.client().delete_object(Bucket=_bucket.name, Key=key)


def picture(colour: str = "navy") -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, "PNG")
    return file.getvalue()


def upload_image(editor: Client, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content, "image/png")
    answer = editor.post("/admin/images/add/", {"title": "国徽", "file": file, "collection": 1})
    assert answer.status_code == 302, "the form was refused"


def upload_document(editor: Client, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    answer = editor.post("/admin/documents/add/", {"title": "样式", "file": file, "collection": 1})
    assert answer.status_code == 302, "the form was refused"


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


def test_what_two_courts_upload_lies_under_their_own_prefixes(
    bucket: Bucket, chaoyang: CourtSite, fengtai: CourtSite, browse: Browse
) -> None:
    for court in (chaoyang, fengtai):
        editor = browse(court, "editor")
        upload_image(editor, "seal.png", picture())
        upload_document(editor, "form.txt", b"form")

    uploaded = [key for key in bucket.keys() if "/images/" not in key]  # the admin's own renditions are beside them
    assert uploaded == [
        f"{court.schema_name}/{file}"
        for court in (chaoyang, fengtai)
        for file in ("documents/form.txt", "original_images/seal.png")
    ]


def test_a_file_is_fetched_through_its_own_courts_host_and_no_other(
    bucket: Bucket, chaoyang: CourtSite, fengtai: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        image = CourtImage.objects.create(title="图", file=ContentFile(picture(), "seal.png"))
        document = CourtDocument(title="附件")
        document.file.save("form.txt", ContentFile(b"own"))
        rendition = image.get_rendition("width-20")
        publish_blocks(shown(image), shown(document))
    visitor, stranger = browse(chaoyang), browse(fengtai)

    assert body(visitor, image.file.url) == picture()
    assert body(visitor, document.url) == b"own"
    assert Image.open(BytesIO(body(visitor, rendition.url))).size == (20, 15)
    for address in (image.file.url, document.url, rendition.url):
        assert stranger.get(address).status_code == 404, address
        climbing = address.replace(
            "/media/original_images/", f"/media/images/../../{chaoyang.schema_name}/original_images/"
        )
        assert stranger.get(climbing).status_code == 404, climbing


def test_a_missing_file_and_a_folder_are_not_found(bucket: Bucket, chaoyang: CourtSite, browse: Browse) -> None:
    visitor = browse(chaoyang)

    for address in ("/media/images/none.png", "/media/images/", "/media/documents/form.txt", "/media/"):
        assert visitor.get(address).status_code == 404, address


def test_names_in_chinese_and_with_spaces_survive(
    bucket: Bucket, chaoyang: CourtSite, browse: Browse, inside: Callable
) -> None:
    upload_document(browse(chaoyang, "editor"), FORM, "申请人".encode())

    with inside(chaoyang):
        document = CourtDocument.objects.get()
        publish_blocks(shown(document))
    answer = browse(chaoyang).get(document.url)
    assert answer.getvalue().decode() == "申请人"
    assert document.filename in unquote(answer["Content-Disposition"])
    assert document.filename.startswith("立案_申请书")
    assert bucket.keys() == [f"{chaoyang.schema_name}/documents/{document.filename}"]


def test_a_second_file_of_the_same_name_overwrites_nothing(
    bucket: Bucket, chaoyang: CourtSite, browse: Browse, inside: Callable
) -> None:
    with inside(chaoyang):
        first = CourtImage.objects.create(title="一", file=ContentFile(picture("navy"), "seal.png"))
        second = CourtImage.objects.create(title="二", file=ContentFile(picture("maroon"), "seal.png"))
        publish_blocks(shown(first), shown(second))

    assert first.file.name != second.file.name
    assert body(browse(chaoyang), first.file.url) == picture("navy")
    assert body(browse(chaoyang), second.file.url) == picture("maroon")


def test_a_deleted_image_leaves_nothing_in_the_bucket(
    bucket: Bucket, chaoyang: CourtSite, inside: Callable, django_capture_on_commit_callbacks: Callable
) -> None:
    with inside(chaoyang):
        image = CourtImage.objects.create(title="图", file=ContentFile(picture(), "seal.png"))
        image.get_rendition("width-20")
        assert len(bucket.keys()) == 2

        with django_capture_on_commit_callbacks(execute=True):
            image.delete()

    assert bucket.keys() == []


def test_a_large_attachment_is_not_held_in_memory(bucket: Bucket, chaoyang: CourtSite, inside: Callable) -> None:
    with inside(chaoyang):
        name = default_storage.save("documents/scan.pdf", ContentFile(b"%PDF" + bytes(6 * 1024 * 1024)))
        with default_storage.open(name) as file:
            assert file.read(4) == b"%PDF"
            assert file.file._rolled, "the file is on disk"


def test_a_wrong_secret_is_refused_with_the_bucket_and_what_to_check(
    bucket: Bucket, chaoyang: CourtSite, inside: Callable, settings: Settings
) -> None:
    settings.MEDIA_S3 = bucket.access | {"secret_key": "wrong"}
    settings.STORAGES = {**settings.STORAGES}  # makes the storage anew

    with inside(chaoyang):
        for attempt in (
            lambda: default_storage.save("images/seal.png", ContentFile(picture())),
            lambda: default_storage.open("images/seal.png"),
            lambda: default_storage.exists("images/seal.png"),
            lambda: default_storage.delete("images/seal.png"),
            lambda: default_storage.size("images/seal.png"),
        ):
            with pytest.raises(
                BucketUnavailable, match=rf"{bucket.name} at {bucket.endpoint_url}.*AWS_SECRET_ACCESS_KEY"
            ):
                attempt()
    assert bucket.keys() == []


def test_a_service_that_is_away_is_named(
    bucket: Bucket, chaoyang: CourtSite, inside: Callable, settings: Settings
) -> None:
    settings.MEDIA_S3 = bucket.access | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {**settings.STORAGES}

    with inside(chaoyang), pytest.raises(BucketUnavailable, match="127.0.0.1:9"):
        default_storage.exists("images/seal.png")


def test_a_file_that_was_shown_is_kept_by_its_content_when_it_is_deleted(
    bucket: Bucket, chaoyang: CourtSite, inside: Callable
) -> None:
    with inside(chaoyang):
        shown, other = (
            default_storage.save(name, ContentFile(name.encode())) for name in ("a/shown.txt", "a/other.txt")
        )
        digest = shown_digests([shown])[shown]
        default_storage.delete(shown)
        default_storage.delete(other)

        assert open_shown(digest).read() == b"a/shown.txt"
    assert bucket.keys() == [f"{chaoyang.schema_name}/kept/{digest[:2]}/{digest}"]


def test_checkpoints_of_the_ledger_lie_under_their_own_prefix(
    bucket: Bucket, settings: Settings, tmp_path: Path, portal: CourtSite
) -> None:
    settings.LEDGER_CHECKPOINTS = f"s3://{bucket.name}/ledger/checkpoints"
    settings.STORAGES = settings.STORAGES | {STORAGE: {"BACKEND": "sites.media.storage.CheckpointBucketStorage"}}
    settings.LEDGER_KEY = tmp_path / "key.pem"
    make_key(settings.LEDGER_KEY)

    first, second = make_checkpoint(), make_checkpoint()

    names = sorted({first.name, second.name})
    assert bucket.keys() == [f"ledger/checkpoints/{name}" for name in names]
    assert [each.name for each in read_all(storages[STORAGE], signing_key().public_key())] == names
