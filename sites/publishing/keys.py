"""The one name that a page has in the whole federation: in the search, in the ledger, in the record of what was public."""

from federation.domain.courts import CourtIdentity


def document_key(court: CourtIdentity, page_id: int) -> str:
    """The name of a page's search document in the whole federation."""
    return f"{court.code}:{page_id}"


def page_of_key(key: str) -> int:
    """The page that a `document_key` of the current schema's court names."""
    return int(key.rpartition(":")[2])
