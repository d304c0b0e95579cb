"""What a party may read now."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from sites.parties.models import Party, PartyFile, PartyNotice


def notices_for(party: Party) -> QuerySet[PartyNotice]:
    """What was released to all of the case, to the party, or to those whom the party represents, and holds today."""
    now = timezone.now()
    own = [party.pk, *party.acts_for.values_list("pk", flat=True)]
    holding = PartyNotice.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        case=party.case_id,
        state=PartyNotice.State.RELEASED,
        valid_from__lte=now,
    )
    named = PartyNotice.recipients.through.objects.filter(party__in=own).values("partynotice")
    return holding.filter(Q(for_all=True) | Q(pk__in=named)).order_by("-valid_from", "-pk")


def files_for(party: Party) -> QuerySet[PartyFile]:
    """The files of these."""
    return PartyFile.objects.filter(notice__in=notices_for(party)).select_related("notice")
