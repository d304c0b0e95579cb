from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "federation.coordination"
    label = "coordination"
    verbose_name = "协调"
