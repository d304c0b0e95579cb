"""The superior takes something down at a court: it orders, and the court's own site does it, in the same request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

from django.dispatch import Signal
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context
from wagtail.log_actions import LogContext

from federation.coordination.copies import settle_requests
from federation.coordination.models import CopyRequest
from federation.coordination.places import Reached
from federation.coordination.reasons import Reason
from federation.coordination.signals import withdrawal_considered, withdrawal_ordered
from federation.courts.models import CourtSite, Domain
from federation.domain.errors import FederationError
from search.documents.same_text import SameText, same_texts


class CannotOrder(FederationError):
    """The address is of no site here, or nothing is public there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the superior orders of one page. `path` is its address on the court's site; `by` the name of who orders."""

    path: str
    reason: Reason
    words: str
    by: str
    public_words: str = ""
    urgent: bool = True
    act: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Considered:
    """What would come down: the page at the address, how many pages and aliases with it, and their documents."""

    title: str
    url: str
    pages: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What came down, and what became of it in each place. `seconds` count from the click to the last place within reach."""

    key: UUID
    title: str
    url: str
    seconds: float
    places: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing came down at an address."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """A page of a court's site that is public, and where the same text is public too."""

    court: str
    court_name: str
    page: Considered
    copies: tuple[SameText, ...]


def consider(address: str) -> Target:
    """What an order for an address would take down. Raises CannotOrder."""
    site, path = _at(address)
    with schema_context(site.schema_name):
        page: Considered | None = _answer_of(withdrawal_considered, path=path)
    if page is None:
        raise CannotOrder(nothing_there(address))
    court = site.identity()
    return Target(court.code, court.name, page, tuple(same_texts(page.documents)))


def take_down(
    addresses: Sequence[str], *, reason: Reason, words: str, by: str, **further: Any
) -> tuple[list[Account], list[Refusal]]:
    """Take down what stands at these addresses, each in its own court's schema and ledger, as one act.

    `further` are other fields of `Order`. An address at which nothing can come down does not keep the others.
    """
    act, accounts, refusals = uuid4(), list[Account](), list[Refusal]()
    for address in addresses:
        try:
            site, path = _at(address)
            order = Order(path=path, reason=reason, words=words, by=by, act=act, **further)
            # Rows of the court's own log must not name one of its accounts by the key of the platform's.
            with schema_context(site.schema_name), LogContext(user=None):
                accounts.append(_answer_of(withdrawal_ordered, order=order))
        except FederationError as refusal:
            refusals.append(Refusal(address, str(refusal)))
    settle_requests([account.url for account in accounts], state=CopyRequest.State.DONE, by=by)
    return accounts, refusals


def nothing_there(address: str) -> str:
    return _("%(address)s 上没有公开的内容，可能已经撤下。") % {"address": address}


def _at(address: str) -> tuple[CourtSite, str]:
    parts = urlsplit(address.strip() if "://" in address else f"https://{address.strip()}")
    host = (parts.hostname or "").removeprefix("www.")
    found = Domain.objects.filter(domain=host).select_related("tenant").first()
    site = CourtSite.objects.on_line().filter(pk=found.tenant_id).first() if found else None
    if site is None:
        raise CannotOrder(_("%(address)s 不是本平台运行中的法院网站的地址。") % {"address": address})
    return site, f"/{unquote(parts.path).strip('/')}/"


def _answer_of(signal: Signal, **said: Any) -> Any:
    """What the storey above answers: exactly one room of it does."""
    ((_receiver, answer),) = signal.send(sender=CourtSite, **said)
    return answer
