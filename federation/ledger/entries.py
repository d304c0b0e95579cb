"""An entry of the ledger as a value, and the one form in which it is hashed.

The database hashes in the same form (`ledger_hash` in the first migration); `verifying` trusts this module alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from federation.ledger.events import Event

JSON = str | int | bool | None | list["JSON"] | dict[str, "JSON"]
"""What details may hold. No floats: their digits differ from one program to another."""

FORM = "ledger 1"
"""Name of the form below. It stands in what is hashed, so that a later form can be told apart."""

BEGINNING = "0" * 64
"""What stands in place of a hash before the first entry of a chain."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name of an account, how the account's owner is called, and the schema in which the account stands.

    A job or command is called `system:<its name>`, a visitor whom nobody knows `visitor`, and a party of a case who has
    proved who they are `party:<its row>`, with a masked name.
    """

    name: str
    display: str = ""
    schema: str = "public"

    @property
    def is_system(self) -> bool:
        """Whether no person acts at this moment."""
        return self.name.startswith("system:")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is to be recorded. `court` is a court's code, or "" for the platform itself.

    `subject` is the key of a search document (`京0105:12`), the code of a court for its site as a whole, or what the
    event is about. Details hold grounds, hashes and outcomes, never the text of a page or what a citizen has written.
    """

    court: str
    event: Event
    subject: str
    actor: Actor
    details: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry(NewEntry):
    """What stands in the ledger: `number` counts from 1 within the court, `time` is aware, hashes are hexadecimal SHA-256."""

    number: int
    time: datetime
    previous: str
    hash: str


def canonical(details: Mapping[str, JSON]) -> str:
    """The one spelling of details: keys in the order of their characters, no spaces, characters as they are."""
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def hash_of(
    *, court: str, number: int, time: datetime, event: str, subject: str, actor: Actor, details: str, previous: str
) -> str:
    """SHA-256 over all fields of an entry, each with its length in bytes before it. `details` are canonical."""
    moment = time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    who = (actor.name, actor.display, actor.schema)
    parts = (part.encode() for part in (FORM, court, str(number), moment, event, subject, *who, details, previous))
    return sha256(b"".join(b"%d:%s," % (len(part), part) for part in parts)).hexdigest()
