from federation.domain.errors import FederationError


class UnknownCourt(FederationError):
    """No entry of the directory has this code."""


class DomainRefused(FederationError):
    """The text is no host name, or the host already answers for another site."""


class SiteRefused(FederationError):
    """The court's site cannot be opened, closed or reopened as things stand."""
