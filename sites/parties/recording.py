"""What the ledger keeps of parties: that codes were sent, refused and used. Names are masked, numbers and contacts digests."""

from federation.courts.current import current_schema
from federation.courts.selectors import court_of_schema
from federation.ledger.entries import JSON, Actor
from federation.ledger.events import Event
from federation.ledger.recording import record_act
from sites.parties.identifying import masked_name
from sites.parties.models import Case, Party


def record(event: Event, *, about: str = "", **details: JSON) -> None:
    """Enter an act into the court's ledger, in the caller's transaction. `about` is the court's site, unless given."""
    court = court_of_schema()
    if court is not None:
        record_act(court=court.code, event=event, subject=about, **details)


def subject_of(case: Case) -> str:
    """A case as the ledger calls it: by the number of its row, which tells nobody else which case it is."""
    return f"parties:case:{case.pk}"


def actor_of(party: Party) -> Actor:
    return Actor(f"party:{party.pk}", masked_name(party.name), current_schema())
