from django.apps import AppConfig


class CourtsConfig(AppConfig):
    name = "federation.courts"
    label = "courts"
    verbose_name = "法院名录"

    def ready(self) -> None:
        from federation.courts import checks  # noqa: F401
