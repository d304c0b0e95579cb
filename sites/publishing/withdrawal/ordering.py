"""What the superior orders, done at this court."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from federation.coordination.places import Reached, State, Where
from federation.coordination.signals import withdrawal_considered, withdrawal_ordered
from federation.coordination.taking_down import Account, CannotOrder, Considered, Order, nothing_there
from sites.publishing.withdrawal.emergencies import documents_of, withdraw_at_once
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.reaching import account_of
from sites.publishing.withdrawal.standing import public_page_at
from sites.publishing.withdrawal.withdrawing import Decision, going_with, url_of, withdraw


@receiver(withdrawal_considered)
def what_would_come_down(path: str, **kwargs: Any) -> Considered | None:
    page = public_page_at(path)
    if page is None:
        return None
    going = going_with(page)
    return Considered(page.title, url_of(page), len(going), tuple(documents_of(going)))


@receiver(withdrawal_ordered)
def take_down_as_ordered(order: Order, **kwargs: Any) -> Account:
    """Raises CannotOrder, WithdrawalRefused."""
    page = public_page_at(order.path)
    if page is None:
        raise CannotOrder(nothing_there(order.path))
    url, decision = url_of(page), _decided(order)
    if not order.urgent:
        return _account(withdraw(page, decision, user=None), url)
    emergency = withdraw_at_once(page, decision, user=None, ordered=True, act=order.act)
    places = tuple(account_of(emergency))
    seconds = (timezone.now() - emergency.began_at).total_seconds()
    return Account(emergency.withdrawal.key, page.title, url, seconds, places)


def _decided(order: Order) -> Decision:
    return Decision(reason=order.reason, words=order.words, public_words=order.public_words)


def _account(withdrawal: Withdrawal, url: str) -> Account:
    """Of an ordinary withdrawal: the pages themselves, and what follows in the same transaction."""
    seconds = (timezone.now() - withdrawal.withdrawn_at).total_seconds()
    paths = tuple(withdrawal.addresses.values_list("path", flat=True)[:50])
    pages = Reached(
        where=Where.PAGES, state=State.DONE, milliseconds=round(seconds * 1000), count=len(paths), addresses=paths
    )
    return Account(withdrawal.key, withdrawal.title, url, seconds, (pages,))
