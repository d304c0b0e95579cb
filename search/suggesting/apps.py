from django.apps import AppConfig


class SuggestingConfig(AppConfig):
    """Titles while a citizen types."""

    name = "search.suggesting"
    label = "search_suggesting"
    default_auto_field = "django.db.models.BigAutoField"
