from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sites.pages"
    label = "court_pages"
    verbose_name = "栏目与文章"

    def ready(self) -> None:
        from sites.pages import receivers  # noqa: F401
