"""Writing what an import knows of old addresses, without undoing what people have decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from sites.legacy.models import OldAddress

BATCH = 500
WRITTEN = ("url", "outcome", "reason", "page_id", "link")
Outcome = OldAddress.Outcome
# Of two spellings that share a key, the one that says more counts.
STRENGTH = {
    outcome: strength
    for strength, outcome in enumerate(
        (Outcome.FAILED, Outcome.SKIPPED, Outcome.REDIRECTED, Outcome.DUPLICATE, Outcome.ASSET, Outcome.LIST, Outcome.IMPORTED)
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One old address as an import knows it: `key` is of `key_on_site` or `qualified_key`, `outcome` of OldAddress.Outcome.

    It leads to where the address with the key `of` leads, which may be written before, in the same call or by hand;
    where `of` is empty or leads nowhere, to the page, or to `link`, a path on the site.
    """

    key: str
    url: str
    outcome: str
    reason: str = ""
    page_id: int | None = None
    link: str = ""
    of: str = ""


@dataclass(slots=True)
class Written:
    """How many rows were made, changed, left as they were, and left because a person had set them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    by_hand: int = 0


def write_old_addresses(rows: Iterable[AddressRow]) -> Written:
    """Make or renew old addresses, 500 a transaction. Rows that a person has set stay as they are.

    Chains through `of` are flattened, in any order and length; an address that leads round in a circle leads nowhere.
    Rows without `of` are written as they come, the others wait in memory until all are known. The home page's own
    address (an empty key) is not an old address.
    """
    written, strengths, waiting = Written(), dict[str, int](), dict[str, AddressRow]()
    for batch in _batches(_standing_for_themselves(rows, waiting)):
        _write(_strongest(batch, strengths), written)
    ends = {key: _end(key, waiting) for key in waiting}
    for batch in _batches(waiting.values()):
        _write(_strongest(_flattened(batch, ends), strengths), written)
    return written


def _standing_for_themselves(rows: Iterable[AddressRow], waiting: dict[str, AddressRow]) -> Iterator[AddressRow]:
    for row in rows:
        if not row.key:
            continue
        if not row.of:
            yield row
        elif row.key not in waiting or _is_stronger(row, waiting[row.key]):
            waiting[row.key] = row


def _is_stronger(row: AddressRow, other: AddressRow) -> bool:
    """Between rows that lead elsewhere: one that only leads to another spelling of itself says nothing."""
    if (other.of == other.key) != (row.of == row.key):
        return other.of == other.key
    return STRENGTH[Outcome(row.outcome)] > STRENGTH[Outcome(other.outcome)]


def _end(key: str, waiting: dict[str, AddressRow]) -> str:
    """The key at the end of a chain, "" for a circle."""
    passed = set[str]()
    while key in waiting:
        if key in passed:
            return ""
        passed.add(key)
        key = waiting[key].of
    return key


def _flattened(batch: list[AddressRow], ends: dict[str, str]) -> list[AddressRow]:
    keys = {ends[row.key] for row in batch} | {row.key for row in batch if row.of == row.key}
    targets = {old.key: old for old in OldAddress.objects.filter(key__in=keys)}
    # Another spelling of an address that is known under its key adds nothing.
    rows = [row for row in batch if row.of != row.key or row.key not in targets]
    return [_led(row, ends[row.key], targets.get(ends[row.key])) for row in rows]


def _led(row: AddressRow, end: str, target: OldAddress | None) -> AddressRow:
    if not end:
        return replace(row, reason="；".join(filter(None, (row.reason, _("原地址互相跳转，没有终点")))))
    if target is None or (target.page_id is None and not target.link):
        return row
    return replace(row, page_id=target.page_id, link="" if target.page_id else target.link)


def _strongest(batch: list[AddressRow], strengths: dict[str, int]) -> list[AddressRow]:
    """One row a key, and none weaker than what this call has already written."""
    chosen: dict[str, AddressRow] = {}
    for row in batch:
        strength = STRENGTH[Outcome(row.outcome)]
        if strength > strengths.get(row.key, -1):
            strengths[row.key] = strength
            chosen[row.key] = row
    return list(chosen.values())


@transaction.atomic
def _write(rows: list[AddressRow], written: Written) -> None:
    known = {old.key: old for old in OldAddress.objects.select_for_update().filter(key__in=[row.key for row in rows])}
    fresh, changed = [], []
    for row in rows:
        old = known.get(row.key)
        if old is None:
            fresh.append(_applied(OldAddress(key=row.key), row))
        elif old.set_by_hand:
            written.by_hand += 1
        elif any(getattr(old, field) != getattr(row, field) for field in WRITTEN):
            changed.append(_applied(old, row))
        else:
            written.unchanged += 1
    # Where a person sets the same address at this very moment, the person's word stands.
    OldAddress.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    OldAddress.objects.bulk_update(changed, [field.removesuffix("_id") for field in WRITTEN], batch_size=BATCH)
    written.created += len(fresh)
    written.changed += len(changed)


def _applied(old: OldAddress, row: AddressRow) -> OldAddress:
    for field in WRITTEN:
        setattr(old, field, getattr(row, field))
    return old


def _batches(rows: Iterable[AddressRow]) -> Iterator[list[AddressRow]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
