from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "sites.parties"
    label = "court_parties"
    verbose_name = "当事人查阅"

    def ready(self) -> None:
        from sites.parties import checks, receivers  # noqa: F401
