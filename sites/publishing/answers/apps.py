from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sites.publishing.answers"
    label = "court_answers"
    verbose_name = "公开检查"

    def ready(self) -> None:
        from sites.publishing.answers import guarding  # noqa: F401
