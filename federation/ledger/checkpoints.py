"""Checkpoints: where every chain ended at a moment, signed, and kept where the database's masters do not reach.

A checkpoint is one JSON file. Its signature stands over the canonical JSON of the rest of it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils.translation import gettext as _

from federation.ledger.entries import JSON, canonical
from federation.ledger.errors import LedgerRefused
from federation.ledger.heads import Head, broken, current_heads
from federation.ledger.keys import in_words, is_signed, signing_key
from federation.ledger.models import Checkpoint

log = structlog.get_logger(__name__)
FORM = "ledger checkpoint 1"
STORAGE = "checkpoints"


@dataclass(frozen=True, slots=True)
class SignedHeads:
    """A checkpoint as its file has it. `tree` is a hash over all heads."""

    name: str
    time: datetime
    heads: tuple[Head, ...]
    tree: str


def make_checkpoint(storage: Storage | None = None) -> SignedHeads:
    """Sign where all chains end now, and write it into the storage of checkpoints.

    Raises LedgerRefused where there is no key, and where an earlier checkpoint contradicts the ledger: nothing is signed then.
    """
    key, kept = signing_key(), storage or storages[STORAGE]
    before = newest(kept, key.public_key())
    if before is not None and (lost := broken(before.heads)):
        raise LedgerRefused(
            _("台账与检查点 %(name)s 不符，未签署新的检查点。不符之处：%(places)s。请运行 manage.py verify_ledger。")
            % {"name": before.name, "places": "、".join(f"{head.court}#{head.number}" for head in lost[:10])}
        )
    heads = current_heads()
    now = datetime.now(UTC)
    body: dict[str, JSON] = {
        "form": FORM,
        "platform": settings.PORTAL_DOMAIN,
        "time": now.isoformat(),
        "heads": [[head.court, head.number, head.hash] for head in heads],
        "tree": tree_of(heads),
        "before": before.name if before else "",
        "key": in_words(key.public_key()),
    }
    signature = b64encode(key.sign(canonical(body).encode())).decode()
    name = kept.save(f"{now:%Y%m%dT%H%M%SZ}.json", ContentFile(canonical({**body, "signature": signature}).encode()))
    made = SignedHeads(name, now, tuple(heads), tree_of(heads))
    _remember(made)
    return made


def read_checkpoint(name: str, text: bytes, key: Ed25519PublicKey) -> SignedHeads:
    """A checkpoint that the key has signed. Raises LedgerRefused for anything else."""
    try:
        body: dict[str, Any] = json.loads(text)
        signature = b64decode(body.pop("signature"))
        heads = tuple(Head(court, number, hash_) for court, number, hash_ in body["heads"])
        time = datetime.fromisoformat(body["time"])
        right_form = body["form"] == FORM and body["tree"] == tree_of(heads)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerRefused(_("检查点 %(name)s 已损坏。") % {"name": name}) from error
    if not right_form or not is_signed(canonical(body).encode(), signature, key):
        raise LedgerRefused(_("检查点 %(name)s 的签名无效。") % {"name": name})
    return SignedHeads(name, time, heads, body["tree"])


def names_in(storage: Storage) -> list[str]:
    """The files of checkpoints, the oldest first; none where the folder does not exist yet."""
    try:
        _folders, names = storage.listdir("")
    except FileNotFoundError:
        return []
    return sorted(name for name in names if name.endswith(".json"))


def read_all(storage: Storage, key: Ed25519PublicKey) -> Iterator[SignedHeads | LedgerRefused]:
    """Every checkpoint, the oldest first, or why it cannot be believed."""
    for name in names_in(storage):
        try:
            yield _read(storage, name, key)
        except LedgerRefused as refusal:
            yield refusal


def newest(storage: Storage, key: Ed25519PublicKey) -> SignedHeads | None:
    """The last checkpoint. Raises LedgerRefused where it cannot be believed."""
    names = names_in(storage)
    return _read(storage, names[-1], key) if names else None


def tree_of(heads: list[Head] | tuple[Head, ...]) -> str:
    """SHA-256 over all heads, in the order of their courts' codes."""
    lines = "".join(f"{head.court} {head.number} {head.hash}\n" for head in sorted(heads))
    return sha256(lines.encode()).hexdigest()


def _read(storage: Storage, name: str, key: Ed25519PublicKey) -> SignedHeads:
    with storage.open(name) as file:
        return read_checkpoint(name, file.read(), key)


@transaction.atomic
def _remember(made: SignedHeads) -> None:
    """For the admin, which has no need to look into the storage."""
    entries = sum(head.number for head in made.heads)
    Checkpoint.objects.create(name=made.name, time=made.time, entries=entries, tree=made.tree)
    log.info("ledger_checkpoint_made", name=made.name, entries=entries, courts=len(made.heads), tree=made.tree)
