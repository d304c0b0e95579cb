from django.apps import AppConfig


class WithdrawalConfig(AppConfig):
    name = "sites.publishing.withdrawal"
    label = "court_withdrawal"
    verbose_name = "撤下"

    def ready(self) -> None:
        from sites.publishing.withdrawal import guarding, ordering, receivers  # noqa: F401
