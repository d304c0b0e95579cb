from django.apps import AppConfig


class SearchDocumentsConfig(AppConfig):
    """The table of search documents, in the public schema."""

    name = "search.documents"
    label = "search_documents"
    default_auto_field = "django.db.models.BigAutoField"
