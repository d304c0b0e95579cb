from django.apps import AppConfig


class SearchFollowingConfig(AppConfig):
    """How far each index has followed the table of documents, in the public schema."""

    name = "search.following"
    label = "search_following"
    default_auto_field = "django.db.models.BigAutoField"
