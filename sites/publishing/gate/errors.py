from federation.domain.errors import FederationError


class PublicationRefused(FederationError):
    """A page may not go live as it stands. The message says why, and what to do now."""
