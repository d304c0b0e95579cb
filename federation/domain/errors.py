"""The one tree of errors that the platform raises on purpose."""


class FederationError(Exception):
    """What happened, to which court or page, and what to do now, in words for the person who acts on it."""
