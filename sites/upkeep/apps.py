from django.apps import AppConfig


class SiteUpkeepConfig(AppConfig):
    name = "sites.upkeep"
    label = "court_upkeep"
    verbose_name = "网站维护"

    def ready(self) -> None:
        from sites.upkeep import waiting  # noqa: F401
