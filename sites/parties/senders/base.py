"""What sends one-time codes. `PARTY_CODE_SENDER` chooses one; a platform may bring its own by a dotted path."""

from dataclasses import dataclass
from typing import Protocol

from federation.domain.errors import FederationError


@dataclass(frozen=True, slots=True, repr=False)
class CodeMessage:
    """A text with a code for one contact. It has no `repr`, so that no traceback or log line ever shows it.

    `to` is a mobile number of mainland China (11 digits) or a mail address, `channel` is `sms` or `mail`, `reference` is
    the same whenever the same message is sent again.
    """

    to: str
    channel: str
    text: str
    court: str
    reference: str


class CodeSender(Protocol):
    """Hands a message over to whoever delivers it. Made anew for every message, without arguments if by dotted path."""

    def send(self, message: CodeMessage) -> None:
        """Raises SenderUnavailable if it may be tried again, MessageRefused if that would be of no use.

        Neither may name the contact or the code: what they say is logged, and shown in the court's admin.
        """


class SenderUnavailable(FederationError):
    """Whoever delivers messages cannot be reached, or asks to try again later."""


class MessageRefused(FederationError):
    """Whoever delivers messages does not take this one."""
