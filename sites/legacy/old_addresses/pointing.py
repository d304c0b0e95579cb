"""Deciding by hand where an old address leads."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from sites.legacy.models import MissedAddress, OldAddress
from sites.legacy.old_addresses.targets import Target, TargetRefused, final_target

Who = AbstractBaseUser | AnonymousUser
POINTED = "court_legacy.point_old_address"


@transaction.atomic
def point_old_address(old: OldAddress, *, page: Page | None = None, link: str = "", by: Who | None) -> OldAddress:
    """Make an old address lead to a page of the site, or to a path on it, from now on and whatever an import says.

    A path where a page stands becomes that page; one that is an old address itself becomes what that leads to, and
    addresses that led here are taken along. Raises TargetRefused.
    """
    target = Target(page=_of_the_site(page)) if page is not None else final_target(link, away_from=old.key)
    before = _described(old)
    old.page, old.link = target.page, target.link
    old.set_by_hand = True
    if old.outcome in OldAddress.GONE or not old.outcome:
        old.outcome = OldAddress.Outcome.REDIRECTED
    old.save()
    OldAddress.objects.filter(link=old.key).exclude(pk=old.pk).update(page=target.page, link=target.link)
    log(old, POINTED, user=by, data={"from": before, "to": _described(old)})
    return old


@transaction.atomic
def point_missed_address(
    missed: MissedAddress, *, page: Page | None = None, link: str = "", by: Who | None
) -> OldAddress:
    """Turn an address that visitors missed into an old address that leads somewhere. Raises TargetRefused."""
    old = OldAddress.objects.filter(key=missed.key).first() or OldAddress(key=missed.key, url=missed.url, outcome="")
    pointed = point_old_address(old, page=page, link=link, by=by)
    missed.delete()
    return pointed


def _of_the_site(page: Page) -> Page:
    if not page.url:
        raise TargetRefused(_("“%(page)s”不是网站上的页面，请另选一个。") % {"page": page.title})
    return page


def _described(old: OldAddress) -> dict[str, Any]:
    """Enough to say later where an address led, also when the page is gone by then."""
    return {"page": old.page_id, "title": old.page.title if old.page else "", "link": old.link}
