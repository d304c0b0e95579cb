"""Comparing what lies at a court's public place with what the rows say is to lie there, and mending the difference."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sites.media.models import CourtDocument, CourtImage, PublicCopy
from sites.media.placing import Act, settle
from sites.media.public_storage import public_place
from sites.media.wanted import wanted_copies

Progress = Callable[[int, int], None]


@dataclass
class Swept:
    """What a comparison found; after mending, `acts` counts what was done."""

    lacking: list[str] = field(default_factory=list)
    """Places at which no copy lies, or not a whole one."""
    surplus: list[str] = field(default_factory=list)
    """Places at which something lies that is not to."""
    right: int = 0
    acts: Counter[Act] = field(default_factory=Counter)

    def counted(self) -> dict[str, int]:
        acts = {act.name.lower(): self.acts[act] for act in (Act.PLACED, Act.REMOVED, Act.MISSING)}
        return {"right": self.right, "lacking": len(self.lacking), "surplus": len(self.surplus), **acts}


def compare() -> Swept:
    """Look at everything of the current schema's court. Changes nothing. Raises what the storage raises."""
    lying = dict(public_place().listing())
    known = {row.place: row for row in PublicCopy.objects.iterator()}
    wanted = {
        each.place: each
        for each in wanted_copies(images=CourtImage.objects.all(), documents=CourtDocument.objects.all())
    }
    swept = Swept(surplus=sorted((lying.keys() | known.keys()) - wanted.keys()))
    for place, each in sorted(wanted.items()):
        row = known.get(place)
        whole = row and row.size is not None and row.size == lying.get(place) and row.stored == each.stored
        if whole:
            swept.right += 1
        else:
            swept.lacking.append(place)
    return swept


def sweep(*, progress: Progress = lambda _done, _of: None) -> Swept:
    """Compare, then remove what is surplus and make what is lacking. Cut short anywhere, the next one goes on.

    Raises what the storage raises.
    """
    swept = compare()
    places = [*swept.surplus, *swept.lacking]
    _distrust(places)
    for done, (_place, act) in enumerate(settle(places), start=1):
        swept.acts[act] += 1
        progress(done, len(places))
    return swept


def finish() -> int:
    """Settle the places at which something was begun; how many there were. Raises what the storage raises."""
    places = list(PublicCopy.objects.filter(size__isnull=True).order_by("place").values_list("place", flat=True))
    return len(list(settle(places)))


def _distrust(places: list[str]) -> None:
    """Have the rows say of these places that nothing is known of what lies there; also of those that have no row yet."""
    PublicCopy.objects.filter(pk__in=places).update(size=None)
    PublicCopy.objects.bulk_create((PublicCopy(place=place) for place in places), ignore_conflicts=True)
