from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "sites.publishing.coverage"
    label = "court_coverage"
    verbose_name = "公开目录覆盖情况"
