from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "sites.theme"
    label = "court_theme"
    verbose_name = "版式"
