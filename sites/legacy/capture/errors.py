"""What can go wrong with a capture as a whole. A single address that cannot be fetched is recorded, not raised."""

from federation.domain.errors import FederationError
from sites.legacy.capture.words import Words


class CaptureError(FederationError):
    """The capture cannot begin or go on; `words` is one line for the operator, read in the language of the process."""

    def __init__(self, text: str, **facts: str | int | Words) -> None:
        self.words = Words(text, facts)
        super().__init__(text)

    def __str__(self) -> str:
        return str(self.words)

    @classmethod
    def of(cls, words: Words) -> "CaptureError":
        """The error that these words tell of."""
        return cls(words.text, **words.facts)


class AddressRefused(CaptureError):
    """A host leads to a network address that this capture may not reach."""


class CertificateRefused(CaptureError):
    """A server does not prove to be the one that it says it is."""


class CaptureInterrupted(CaptureError):
    """A request was cut off because the capture is stopping; its address stays waiting."""


class BodyTooLarge(CaptureError):
    """A body is larger than the order allows."""


class MalformedResponse(CaptureError):
    """What the server sent is not HTTP/1.x."""
