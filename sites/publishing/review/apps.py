from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "sites.publishing.review"
    label = "court_review"
    verbose_name = "公开审核"

    def ready(self) -> None:
        from sites.publishing.gate import receivers as gate  # noqa: F401
        from sites.publishing.review import receivers  # noqa: F401
