"""What this room does when others announce something, and when its own rows go."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from federation.courts.signals import court_template_built
from sites.parties.establishing import establish_rights
from sites.parties.models import PartyFile


@receiver(court_template_built)
def give_rights_in_the_template(**kwargs: Any) -> None:
    establish_rights()


@receiver(post_delete, sender=PartyFile)
def remove_what_lay_in_the_storage(instance: PartyFile, **kwargs: Any) -> None:
    """Once the row is gone for good: a file without its row is harmless, a row without its file is not."""
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: storage.delete(name))
