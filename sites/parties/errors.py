from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError


class PartiesRefused(FederationError):
    """Something may not be done with a case, a party or a notice. The message says why, and what to do now."""


class TooOften(FederationError):
    """Somebody asks more often than the court allows. May be tried again from `until` on."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        moment = timezone.localtime(until).strftime("%m-%d %H:%M")
        super().__init__(_("申请过于频繁，请在 %(moment)s 以后再试。") % {"moment": moment})


class CodeRefused(FederationError):
    """A code is wrong, or can be tried no longer."""
