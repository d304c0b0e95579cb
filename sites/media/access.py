"""Who may fetch a file that is not public: readers whom a restricted page admits, and those who work on the court's site."""

from enum import Enum, auto
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from sites.media.models import CourtImage
from sites.media.visibility import CourtFile, is_public, uses_of

MAY_SEE = "may_see_private_file"
"""A hook of Wagtail's kind, for rooms above: called with an account of the admin and a file, it may say that the account may see it."""
PAGES_LOOKED_AT = 20
"""Of a file that is not public, so many restricted pages that refer to it are asked whether they let the reader in."""
_PERMISSIONS = ["add", "change", "delete", "choose"]


class Access(Enum):
    """Who may fetch a file: anybody, or whoever asks now and nobody on the way."""

    ANYBODY = auto()
    THIS_READER = auto()


def access_to(file: CourtFile | None, request: HttpRequest) -> Access | None:
    """None for a file that the one who asks may not fetch, and for none at all: the two cannot be told apart from outside."""
    if file is not None and is_public(file):
        return Access.ANYBODY
    signed_in = request.user.is_authenticated  # asked in every case, so that answers are alike to their headers
    if file is None:
        return None
    if signed_in and _works_with(request.user, file) or _is_admitted(request, file):
        return Access.THIS_READER
    return None


def _works_with(user: Any, file: CourtFile) -> bool:
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(type(file))
    return bool(policy.user_has_any_permission_for_instance(user, _PERMISSIONS, file)) or any(
        may_see(user, file) for may_see in hooks.get_hooks(MAY_SEE)
    )


def _is_admitted(request: HttpRequest, file: CourtFile) -> bool:
    """Whether a live page refers to the file that lets this reader in, by a password or otherwise.

    The collection's own restriction of an attachment is asked by Wagtail's hook, which also offers its form.
    """
    pages = Page.objects.filter(pk__in=uses_of(file).values("page"))[:PAGES_LOOKED_AT]
    if isinstance(file, CourtImage) and not _all_accept(request, file.collection.get_view_restrictions()):
        return False
    return any(_all_accept(request, page.get_view_restrictions()) for page in pages)


def _all_accept(request: HttpRequest, restrictions: Any) -> bool:
    return all(restriction.accept_request(request) for restriction in restrictions)
