"""Keeping cases and their parties: what is changed, what that ends, and who did it."""

from django.db import transaction
from django.utils import timezone

from federation.ledger.acting import current_actor
from sites.parties.models import Case, Party, PartyAccess, ReadingSession, SentCode


@transaction.atomic
def close_case(case: Case) -> None:
    """Let nobody read about it any more. Sessions end at once, and codes that are under way are good for nothing."""
    Case.objects.filter(pk=case.pk, closed_at=None).update(closed_at=timezone.now())
    ReadingSession.objects.filter(party__case=case).delete()
    SentCode.objects.filter(party__case=case).delete()


def reopen_case(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=None)


@transaction.atomic
def keep_party(party: Party) -> Party:
    """Save a party. Where codes go decides who is let in, so a change of it is noted with whoever acts now."""
    before = Party.objects.filter(pk=party.pk).values_list("contact", flat=True).first()
    party.save()
    if before not in (None, party.contact):
        _note(party, PartyAccess.Act.CONTACT)
    return party


@transaction.atomic
def remove_party(party: Party) -> None:
    """Whoever was reading is out at once, and codes under way are good for nothing."""
    _note(party, PartyAccess.Act.REMOVED)
    party.delete()


def _note(party: Party, act: PartyAccess.Act) -> None:
    actor = current_actor()
    PartyAccess.objects.create(
        act=act,
        number=party.case.number,
        name=party.name,
        role=party.role,
        party=party,
        what=f"{actor.display}（{actor.name}）" if actor.display else actor.name,
    )
