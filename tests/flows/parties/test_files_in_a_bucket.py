"""Files for parties in a bucket of a real S3 service: below the court's prefix, at no address but the room's."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from federation.courts.models import CourtSite
from sites.parties.models import PartyFile
from tests.parties import entered, party, released
from tests.s3 import Bucket, new_bucket

pytestmark = pytest.mark.xdist_group("s3")


@pytest.fixture
def bucket(settings: Settings) -> Iterator[Bucket]:
    with new_bucket() as bucket:
        settings.MEDIA_BUCKET, settings.MEDIA_S3 = bucket.name, bucket.access
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "sites.media.storage.CourtBucketStorage"}}
        yield bucket
        for key in bucket.keys():
            bucket.client().delete_object(Bucket=bucket.name, Key=key)


def test_a_file_lies_below_the_courts_prefix_and_is_read_in_the_room_alone(bucket: Bucket, chaoyang: CourtSite) -> None:
    made = released(party().case, file=b"%PDF-1.7 in a bucket")
    file = made.files.get()
    assert bucket.keys() == [f"{chaoyang.schema_name}/{file.file.name}"]
    assert file.file.name.startswith("parties/")

    reader = entered(chaoyang)
    answer = reader.get(f"/parties/notices/{made.pk}/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 in a bucket"
    for address in (f"/media/{file.file.name}", f"/documents/1/{file.file.name}"):
        assert Client(HTTP_HOST=chaoyang.domain).get(address).status_code == 404

    bucket.client().delete_object(Bucket=bucket.name, Key=bucket.keys()[0])
    assert reader.get(f"/parties/notices/{made.pk}/files/{file.pk}/").status_code == 404


def test_a_file_goes_from_the_bucket_with_its_row(
    bucket: Bucket, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    case = released(party().case, file=b"%PDF-1.7").case
    assert len(bucket.keys()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        case.delete()

    assert bucket.keys() == []
    assert not PartyFile.objects.exists()
