from django.apps import AppConfig


class ThesaurusConfig(AppConfig):
    """The table of the thesaurus, in the public schema."""

    name = "search.thesaurus"
    label = "search_thesaurus"
    default_auto_field = "django.db.models.BigAutoField"
