"""Files that pages have shown to the public are kept for ever, by their content, whatever becomes of the file itself.

While a file stands under its own name nothing is copied. When it is deleted, its content moves to `kept/` in the court's
own storage, under its SHA-256.
"""

from collections.abc import Iterable
from hashlib import sha256

import structlog
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage

from sites.media.models import ShownFile

log = structlog.get_logger(__name__)
FOLDER = "kept"
CHUNK = 1024 * 1024


def shown_digests(names: Iterable[str]) -> dict[str, str]:
    """SHA-256 of stored files that a public page shows, by their names; "" for those that the storage has not got.

    They are remembered as shown, in the caller's transaction. A file is read the first time alone.
    """
    wanted = set(names)
    known = dict(ShownFile.objects.filter(name__in=wanted).values_list("name", "sha256"))
    fresh = {name: _digest(name) for name in sorted(wanted - known.keys())}
    ShownFile.objects.bulk_create(
        [ShownFile(name=name, sha256=digest) for name, digest in fresh.items() if digest], ignore_conflicts=True
    )
    return known | fresh


def keep_before_deletion(storage: Storage, name: str) -> None:
    """Copy a file that was shown to the public to where it is kept; its name is free for another. Raises what the storage raises."""
    shown = ShownFile.objects.filter(name=name).first()
    if shown is None:
        return
    if not storage.exists(kept_name(shown.sha256)):
        with storage.open(name) as file:
            storage.save(kept_name(shown.sha256), file)
        log.info("shown_file_kept", name=name, sha256=shown.sha256)
    shown.delete()


def open_shown(digest: str) -> File:
    """A file that was shown, wherever its content lies now. Raises FileNotFoundError."""
    if default_storage.exists(kept_name(digest)):
        return default_storage.open(kept_name(digest))
    for name in ShownFile.objects.filter(sha256=digest).order_by("name").values_list("name", flat=True):
        if default_storage.exists(name):
            return default_storage.open(name)
    raise FileNotFoundError(digest)


def kept_name(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}"


def _digest(name: str) -> str:
    try:
        with default_storage.open(name) as file:
            digest = sha256()
            for chunk in file.chunks(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()
