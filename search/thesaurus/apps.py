from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.db.transaction import on_commit


class ThesaurusConfig(AppConfig):
    """The table of the thesaurus, in the public schema."""

    name = "search.thesaurus"
    label = "search_thesaurus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Questions are read anew with what was changed, at once in this process and soon in the others."""
        spoken_term = self.get_model("SpokenTerm")
        for changed in (post_save, post_delete):
            changed.connect(_read_anew, sender=spoken_term, dispatch_uid="search_thesaurus_changed")


def _read_anew(**_: Any) -> None:
    from search.query.knowledge import forget_meanings

    on_commit(forget_meanings)
