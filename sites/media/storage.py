"""Where a court's files lie: a folder, or a bucket's prefix, named after its schema.

Files are always fetched through the court's own host (`sites.media.views`), so an address says nothing about where
they lie, and a court's host reaches that court's files alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.db import connection
from django.utils._os import safe_join
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from federation.domain.errors import FederationError

MEMORY_A_FILE = 5 * 1024 * 1024
# Services that speak S3 and are not Amazon's know neither the checksums nor the trailers that boto3 has sent since 1.36.
CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=5,
    read_timeout=30,
    retries={"total_max_attempts": 3, "mode": "standard"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class NoSchema(RuntimeError):
    """Files were asked for outside any schema: there is no folder that would be right."""


class BucketUnavailable(FederationError):
    """The bucket refused, or its service could not be reached."""


def schema_folder() -> str:
    schema = getattr(connection, "schema_name", None)
    if not schema:
        raise NoSchema("no schema is set on the connection")
    return str(schema)


def _address(name: str) -> str:
    return settings.MEDIA_URL + quote(name.replace("\\", "/").lstrip("/"), safe="/")


def _keep_what_was_shown(storage: Storage, name: str) -> None:
    from sites.media.keeping import keep_before_deletion  # which needs the models, and they their storage

    keep_before_deletion(storage, name)


class CourtFileStorage(FileSystemStorage):
    """Files under MEDIA_ROOT/<schema>/."""

    @property
    def base_location(self) -> str:
        return safe_join(str(settings.MEDIA_ROOT), schema_folder())

    @property
    def location(self) -> str:
        return self.base_location

    def url(self, name: str | None) -> str:
        return _address(name or "")

    def delete(self, name: str) -> None:
        _keep_what_was_shown(self, name)
        super().delete(name)


class CourtBucketStorage(S3Storage):
    """Objects under <schema>/ in MEDIA_BUCKET, on any service that speaks S3 with signature v4.

    What it does to the bucket raises BucketUnavailable, which names the bucket, the reason and the variables to look at.
    """

    variable = "MEDIA_BUCKET"

    def get_default_settings(self) -> dict[str, Any]:
        return (
            super().get_default_settings()
            | settings.MEDIA_S3
            | {
                "bucket_name": settings.MEDIA_BUCKET,
                "client_config": CLIENT,
                "file_overwrite": False,
                "default_acl": None,
                "max_memory_size": MEMORY_A_FILE,
            }
        )

    @property
    def location(self) -> str:
        return schema_folder()

    @location.setter
    def location(self, _value: str) -> None:
        """The base class assigns its setting; the schema decides instead."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return _address(name)

    def key_of(self, name: str) -> str:
        """The key in the bucket of what is stored under a name."""
        return str(self._normalize_name(clean_name(name)))

    def exists(self, name: str) -> bool:
        with self.reaching_the_bucket():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        _keep_what_was_shown(self, name)
        with self.reaching_the_bucket():
            super().delete(name)

    def size(self, name: str) -> int:
        with self.reaching_the_bucket():
            return int(super().size(name))

    def _open(self, name: str, mode: str = "rb") -> File:
        with self.reaching_the_bucket():
            return super()._open(name, mode)

    def _save(self, name: str, content: File) -> str:
        with self.reaching_the_bucket():
            return str(super()._save(name, content))

    @contextmanager
    def reaching_the_bucket(self) -> Iterator[None]:
        try:
            yield
        except (ClientError, BotoCoreError) as error:
            where = self.endpoint_url or self.region_name
            raise BucketUnavailable(
                f"{self.variable} {self.bucket_name} at {where} does not answer as it should: {error} "
                f"Check {self.variable}, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            ) from error


class CheckpointBucketStorage(CourtBucketStorage):
    """Where checkpoints of the ledger are written: the bucket and prefix of LEDGER_CHECKPOINTS, of no court."""

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"bucket_name": urlsplit(settings.LEDGER_CHECKPOINTS).netloc}

    @property
    def location(self) -> str:
        return urlsplit(settings.LEDGER_CHECKPOINTS).path.strip("/")

    @location.setter
    def location(self, _value: str) -> None:
        """As above."""
