"""Rows of old addresses, written so that a row once good is never lost to a worse answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sites.legacy.addresses import host_of
from sites.legacy.importing.outcomes import Outcome
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import key_on_site, qualified_key

CHANGED = ["url", "outcome", "reason", "page", "link"]
# Of two spellings of an address, the one that says more counts.
STRENGTH = (
    Outcome.FAILED, Outcome.SKIPPED, Outcome.REDIRECTED, Outcome.DUPLICATE, Outcome.ASSET, Outcome.LIST, Outcome.IMPORTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a call of `record` wrote, and how many of the addresses were other spellings of those that are there."""

    created: int
    changed: int
    spellings: int


def record(rows: Sequence[OldAddress]) -> Recorded:
    """Insert rows of old addresses, or bring those up to date that stand for the same address.

    An address that leads somewhere goes on leading somewhere, whatever is said of it now, and one that an article was
    made of to that article. What was set by hand is left alone.
    """
    known = {old.key: old for old in OldAddress.objects.select_for_update().filter(key__in=_keys(rows))}
    fresh: list[OldAddress] = []
    changed: list[OldAddress] = []
    spellings = 0
    for row in rows:
        old = _same_address(row, known)
        if old is None:
            known[row.key] = row
            fresh.append(row)
            continue
        spellings += old.url != row.url
        if _supersedes(row, old):
            for name in CHANGED:
                if name != "page" or row.page_id:  # what was suggested stays where nothing else is
                    setattr(old, name, getattr(row, name))
            if old.pk:
                changed.append(old)
    # Where a person sets the same address at this very moment, the person's word stands.
    OldAddress.objects.bulk_create(fresh, ignore_conflicts=True)
    OldAddress.objects.bulk_update(changed, CHANGED)
    return Recorded(len(fresh), len(changed), spellings)


def find_old(urls: Iterable[str]) -> dict[str, OldAddress]:
    """The rows that stand for addresses, by address; of two hosts with one path, that of the address's own host."""
    wanted = {url: (qualified_key(url), key_on_site(url)) for url in urls}
    keys = {key for pair in wanted.values() for key in pair}
    rows = {old.key: old for old in OldAddress.objects.filter(key__in=keys)}
    found = {url: next((rows[key] for key in pair if key in rows), None) for url, pair in wanted.items()}
    return {url: old for url, old in found.items() if old is not None}


def leads_somewhere(old: OldAddress) -> bool:
    """Whether something stands for an old address."""
    return old.outcome not in OldAddress.GONE and bool(old.page_id or old.link)


def _keys(rows: Iterable[OldAddress]) -> set[str]:
    return {key for row in rows for key in (row.key, qualified_key(row.url))}


def _same_address(row: OldAddress, known: dict[str, OldAddress]) -> OldAddress | None:
    """The row of the same address. One of another host under the same path makes `row` take its host into its key."""
    own = qualified_key(row.url)
    if own in known:
        return known[own]
    old = known.get(row.key)
    if old is not None and row.key != own and host_of(old.url) != host_of(row.url):
        row.key = own
        return None
    return old


def _supersedes(row: OldAddress, old: OldAddress) -> bool:
    named = ("outcome", "reason", "link", *(["page_id"] if row.page_id else []))
    differs = any(getattr(row, name) != getattr(old, name) for name in named)
    if old.set_by_hand or not differs:
        return False
    if not leads_somewhere(row):
        return not leads_somewhere(old) and (row.url == old.url or old.page_id is None)
    if not leads_somewhere(old):
        return True
    if row.url == old.url:
        return old.outcome != Outcome.IMPORTED or row.outcome == Outcome.IMPORTED
    return STRENGTH.index(Outcome(row.outcome)) > STRENGTH.index(Outcome(old.outcome))
