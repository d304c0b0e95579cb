"""In which capacities somebody may sign: their own, and those of colleagues for whom they stand in today."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, Revision

from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.models.units import Substitution, Unit

Kind = SignOff.Kind
PERMISSION = {
    Kind.UNIT: "court_review.verify",
    Kind.JOINT: "court_review.verify",
    Kind.SECRECY: "court_review.review_secrecy",
    Kind.APPROVAL: "court_review.approve",
    Kind.PUBLICATION: "court_review.publish",
}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Whose right to sign it is, and for what: kinds that concern the whole court, and units."""

    holder: Any
    kinds: frozenset[str]
    units: frozenset[int]
    everywhere: bool
    """A superuser's: every unit's signature."""

    def covers(self, sign_off: SignOff) -> bool:
        if sign_off.kind in (Kind.UNIT, Kind.JOINT):
            return self.everywhere or sign_off.unit_id in self.units
        return sign_off.kind in self.kinds

    def matching(self) -> Q:
        of_units = Q(kind__in=(Kind.UNIT, Kind.JOINT))
        if not self.everywhere:
            of_units &= Q(unit__in=self.units)
        return Q(kind__in=self.kinds) | of_units


def capacities(user: Any) -> list[Capacity]:
    """A person's own capacity first. Nobody signs with an account that is switched off, or for one."""
    if not user.is_active:
        return []
    return [capacity_of(each) for each in (user, *absent_colleagues(user))]


def absent_colleagues(user: Any) -> list[Any]:
    today = timezone.localdate()
    rows = Substitution.objects.filter(substitute=user, first_day__lte=today, last_day__gte=today)
    return list(get_user_model().objects.filter(pk__in=rows.values("absent"), is_active=True))


def capacity_of(user: Any) -> Capacity:
    kinds = frozenset(
        kind for kind in (Kind.SECRECY, Kind.APPROVAL, Kind.PUBLICATION) if user.has_perm(PERMISSION[kind])
    )
    verifies = user.has_perm(PERMISSION[Kind.UNIT])
    units = frozenset(Unit.objects.filter(people=user).values_list("pk", flat=True)) if verifies else frozenset()
    return Capacity(holder=user, kinds=kinds, units=units, everywhere=user.is_superuser)


def signable_by(user: Any) -> QuerySet[SignOff]:
    """The sign-offs that somebody may give now: in some capacity, and not on what they or its holder wrote or submitted."""
    waiting = SignOff.objects.filter(state=SignOff.State.WAITING)
    chosen = Q(pk__in=[])
    for capacity in capacities(user):
        chosen |= capacity.matching() & ~_touched_by(capacity.holder)
    return waiting.filter(chosen & ~_touched_by(user))


def _touched_by(user: Any) -> Q:
    """Sign-offs on a text that somebody submitted, or wrote on since the page was last public."""
    since = Coalesce(OuterRef("page__live_revision__created_at"), Value(_BEGINNING))
    written = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("page_id"), CharField()),
        user=user,
        created_at__gt=since,
    )
    return Q(workflow_state__requested_by=user) | Q(Exists(written))
