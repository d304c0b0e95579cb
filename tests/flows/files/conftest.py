"""The two kinds of places in which a court's files and the public copies of them lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from sites.media.public_storage import public_place
from tests.s3 import Bucket, new_bucket


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for those that need a service that speaks S3: it is started once."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "bucket" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("s3"))


@pytest.fixture(scope="session")
def _buckets() -> Iterator[Bucket]:
    with new_bucket() as bucket:
        yield bucket


@pytest.fixture(params=["folder", "bucket"])
def stored(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[str]:
    """Each test twice: files on a file system, and in two buckets of a real service."""
    settings.MEDIA_ROOT = tmp_path / "media"
    if request.param == "folder":
        yield "folder"
        return
    bucket: Bucket = request.getfixturevalue("_buckets")
    settings.MEDIA_BUCKET, settings.MEDIA_PUBLIC_BUCKET = bucket.name, f"{bucket.name}-public"
    settings.MEDIA_S3 = bucket.access
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "sites.media.storage.CourtBucketStorage"},
        "public": {"BACKEND": "sites.media.public_storage.PublicBucketStorage"},
    }
    bucket.client().create_bucket(Bucket=settings.MEDIA_PUBLIC_BUCKET)
    yield "bucket"
    _empty(bucket, settings.MEDIA_PUBLIC_BUCKET)


def _empty(bucket: Bucket, public: str) -> None:
    client = bucket.client()
    for name in (bucket.name, public):
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=name):
            for entry in page.get("Contents", ()):
                client.delete_object(Bucket=name, Key=entry["Key"])
    client.delete_bucket(Bucket=public)


def lying() -> dict[str, int]:
    """What lies at the current schema's public place, with bytes."""
    return dict(public_place().listing())


def content_at(place: str) -> bytes:
    with storages["public"].open(place) as file:  # as a server does that asks nobody
        return bytes(file.read())
