from federation.domain.errors import FederationError


class PublicationRefused(FederationError):
    """A page may not go live as it stands. The message says why, and what to do now."""


class WithdrawalRefused(FederationError):
    """What is public may not come down in this way. The message says why, and what to do now."""
