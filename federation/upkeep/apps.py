from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "federation.upkeep"
    label = "upkeep"
    verbose_name = "网站维护"
