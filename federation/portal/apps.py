from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "federation.portal"
    label = "portal"
    verbose_name = "门户"
