"""One court asks, another answers; the text goes across as a value, and so does the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.coordination.models import Countersignature
from federation.coordination.signals import countersignature_given
from federation.courts.models import Court, CourtSite
from federation.courts.selectors import court_of_schema
from federation.domain.errors import FederationError

State = Countersignature.State


class Text(Protocol):
    """A text as a value; `digest` is its SHA-256."""

    @property
    def title(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def digest(self) -> str: ...


class CannotCountersign(FederationError):
    """The court has no site here to sign in, or the request waits for nobody any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What another court said. `matter` is what the asking court's site calls it; `digest` is of the text that was seen."""

    matter: int
    agreed: bool
    court_name: str
    unit: str
    signer: str
    comment: str
    digest: str


def courts_to_ask() -> QuerySet[Court]:
    """Courts with a site on line, other than the current schema's own."""
    own = court_of_schema()
    return Court.objects.filter(pk__in=CourtSite.objects.on_line().values("court")).exclude(pk=own.code if own else "")


def ask_court(*, court: str, text: Text, sign_off: int, due_on: date) -> None:
    """Ask another court to sign, on behalf of the current schema's. Raises CannotCountersign."""
    own = court_of_schema()
    if own is None or not courts_to_ask().filter(pk=court).exists():
        raise CannotCountersign(
            _("法院 %(court)s 在本平台没有运行中的网站，不能在线会签。请改为线下协调，并从“会签法院”中去掉。")
            % {"court": court}
        )
    Countersignature.objects.create(
        asking_id=own.code,
        asked_id=court,
        matter=sign_off,
        title=text.title[:255],
        html=text.html,
        digest=text.digest,
        due_on=due_on,
    )


def requests_to(court: str) -> QuerySet[Countersignature]:
    """What a court is or was asked."""
    return Countersignature.objects.filter(asked=court).select_related("asking", "asked")


def withdraw_requests(matters: Collection[int]) -> None:
    """Take back what the current schema's court asks and nobody has answered."""
    own = court_of_schema()
    if own is not None and matters:
        standing = Countersignature.objects.filter(asking=own.code, matter__in=matters, state=State.WAITING)
        standing.update(state=State.WITHDRAWN)


@transaction.atomic
def answer_request(
    request: Countersignature, *, agreed: bool, unit: str, signer: str, comment: str
) -> Countersignature:
    """Answer for the court that was asked, and tell the one that asked. Raises CannotCountersign."""
    row = Countersignature.objects.select_for_update().get(pk=request.pk)
    if row.state != State.WAITING:
        raise CannotCountersign(_("这项会签已经办结或被撤回。请刷新后查看。"))
    row.state = State.AGREED if agreed else State.REFUSED
    row.unit, row.signer, row.comment, row.signed_at = unit, signer, comment.strip(), timezone.now()
    row.save(update_fields=["state", "unit", "signer", "comment", "signed_at"])
    _tell(row)
    return row


def _tell(row: Countersignature) -> None:
    site = CourtSite.objects.hosted().get(court=row.asking)
    answer = Answer(
        matter=row.matter,
        agreed=row.state == State.AGREED,
        court_name=row.asked.name,
        unit=row.unit,
        signer=row.signer,
        comment=row.comment,
        digest=row.digest,
    )
    with schema_context(site.schema_name):
        countersignature_given.send(sender=Countersignature, answer=answer)
