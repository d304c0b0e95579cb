from federation.domain.errors import FederationError


class LedgerRefused(FederationError):
    """A key or checkpoint of the ledger cannot be made, or cannot be believed."""
