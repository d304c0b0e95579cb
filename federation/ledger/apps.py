from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "federation.ledger"
    label = "federation_ledger"
    verbose_name = "留痕台账"

    def ready(self) -> None:
        from federation.ledger import checks  # noqa: F401
