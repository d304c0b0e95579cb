from django.apps import AppConfig


class LegacyConfig(AppConfig):
    name = "sites.legacy"
    label = "court_legacy"
    verbose_name = "旧站迁移"

    def ready(self) -> None:
        from sites.legacy import receivers  # noqa: F401
