from django.apps import AppConfig


class FederatedSearchConfig(AppConfig):
    """Asking and indexing: management commands and checks. The table is `search.documents`."""

    name = "search"
    label = "federated_search"

    def ready(self) -> None:
        """Register the system checks."""
        from search import checks  # noqa: F401
