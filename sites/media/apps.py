from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "sites.media"
    label = "court_media"
    verbose_name = "媒体"

    def ready(self) -> None:
        from sites.media import checks, receivers  # noqa: F401
