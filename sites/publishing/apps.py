from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "sites.publishing"
    label = "court_publishing"
    verbose_name = "发布"

    def ready(self) -> None:
        from sites.publishing import receivers  # noqa: F401
