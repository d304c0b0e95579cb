"""The public place: copies of public files under the paths of their addresses, for servers that ask nobody.

It lies in MEDIA_ROOT/copies/<schema>/, or under copies/<schema>/ in MEDIA_PUBLIC_BUCKET (MEDIA_BUCKET where none is named).
The originals stay in the court's own storage, so whatever becomes of a copy, nothing is lost.
"""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from botocore.config import Config
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils._os import safe_join
from django.utils.functional import cached_property

from federation.domain.errors import FederationError
from sites.media.storage import CLIENT, CourtBucketStorage, schema_folder

ALIAS = "public"
FOLDER = "copies"
"""No schema has this name: the platform itself keeps its own files under that of its schema, `public`."""
PARTIAL = ".partial"
ABANDONED_SECONDS = 24 * 60 * 60
HASTE = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 1})
"""For taking something down: whoever waits for it is told soon that the service is away, and it is tried again later."""
Headers = Mapping[str, str]


class CopyIncomplete(FederationError, OSError):
    """A copy is not as long as its original. It is made again."""


class PublicPlace(Protocol):
    """Where public copies of the current schema's court lie."""

    def take(self, original: Storage, name: str, *, place: str, headers: Headers) -> int:
        """Put a whole copy of a stored file at a place, over what is there; bytes. Raises FileNotFoundError, or as the storages do."""

    def remove(self, place: str) -> None:
        """Remove a copy, if it is there."""

    def listing(self) -> Iterator[tuple[str, int]]:
        """Every place at which something lies, with bytes."""


def public_place() -> PublicPlace:
    return storages[ALIAS]  # type: ignore[return-value]  # one of the two below, see STORAGES


class PublicFolderStorage(FileSystemStorage):
    """On the same file system a copy is another name for the original's bytes, and takes no room of its own."""

    @property
    def base_location(self) -> str:
        return safe_join(str(settings.MEDIA_ROOT), FOLDER, schema_folder())

    @property
    def location(self) -> str:
        return self.base_location

    def take(self, original: Storage, name: str, *, place: str, headers: Headers) -> int:
        target = Path(self.path(place))
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name[:200]}{PARTIAL}")
        partial.unlink(missing_ok=True)
        if not _link(original, name, partial):
            with original.open(name) as source, partial.open("wb") as copy:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
        size = _checked(partial.stat().st_size, original.size(name), place)
        partial.replace(target)
        return size

    def remove(self, place: str) -> None:
        target = Path(self.path(place))
        target.unlink(missing_ok=True)
        with suppress(OSError):  # there is something else in the folder
            target.parent.rmdir()

    def listing(self) -> Iterator[tuple[str, int]]:
        root = Path(self.base_location)
        for folder, _folders, files in os.walk(root):
            for path in (Path(folder, name) for name in sorted(files)):
                if path.name.endswith(PARTIAL) and path.name.startswith("."):
                    _forget_abandoned(path)
                    continue
                with suppress(FileNotFoundError):  # it has just gone
                    yield path.relative_to(root).as_posix(), path.stat().st_size


class PublicBucketStorage(CourtBucketStorage):
    """Copied by the service itself from the court's own bucket. Objects carry the headers that a visitor is to get."""

    variable = "MEDIA_PUBLIC_BUCKET"

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"bucket_name": settings.MEDIA_PUBLIC_BUCKET or settings.MEDIA_BUCKET}

    @property
    def location(self) -> str:
        return f"{FOLDER}/{schema_folder()}"

    @location.setter
    def location(self, _value: str) -> None:
        """The base class assigns its setting; the schema decides instead."""

    def take(self, original: Storage, name: str, *, place: str, headers: Headers) -> int:
        size = original.size(name)
        arguments = {header.replace("-", ""): value for header, value in headers.items()}
        with self.reaching_the_bucket():
            target = self.bucket.Object(self.key_of(place))
            if isinstance(original, CourtBucketStorage):
                source = {"Bucket": original.bucket_name, "Key": original.key_of(name)}
                target.copy(source, ExtraArgs={**arguments, "MetadataDirective": "REPLACE"})
            else:
                with original.open(name) as file:
                    target.upload_fileobj(file, ExtraArgs=arguments)
            return _checked(target.content_length, size, place)

    def remove(self, place: str) -> None:
        with self.reaching_the_bucket():
            self._hasty.bucket.Object(self.key_of(place)).delete()

    def listing(self) -> Iterator[tuple[str, int]]:
        root = f"{self.location}/"
        with self.reaching_the_bucket():
            for entry in self.bucket.objects.filter(Prefix=root):
                yield entry.key.removeprefix(root), entry.size

    @cached_property
    def _hasty(self) -> "PublicBucketStorage":
        return PublicBucketStorage(client_config=CLIENT.merge(HASTE))


def _link(original: Storage, name: str, partial: Path) -> bool:
    if not isinstance(original, FileSystemStorage):
        return False
    try:
        os.link(original.path(name), partial)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one that knows no links
        return False
    return True


def _checked(size: int, original: int, place: str) -> int:
    if size != original:
        raise CopyIncomplete(f"the copy at {place} has {size} bytes, its original {original}")
    return size


def _forget_abandoned(path: Path) -> None:
    with suppress(FileNotFoundError):
        if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
            path.unlink()
