"""What changes which copies are to lie at the public place, besides pages: files, their sizes, their collections."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction

from federation.courts.selectors import court_of_schema
from sites.media.jobs import queue_placing, queue_sweep
from sites.media.models import CourtDocument, CourtImage, CourtRendition, FileUse, PublicCopy, renditions_made
from sites.media.visibility import is_public, kind_of_use


@receiver(renditions_made)
def place_new_sizes(image: CourtImage, **kwargs: Any) -> None:
    if is_public(image):
        queue_placing(images=[image.pk])


@receiver([post_save, post_delete], sender=CourtImage)
@receiver([post_save, post_delete], sender=CourtDocument)
def follow_changed_file(sender: type, instance: Any, created: bool = False, **kwargs: Any) -> None:
    if created:
        return
    kind = kind_of_use(sender)
    copies = PublicCopy.objects.filter(**{kind: instance.pk})
    if copies.update(size=None) or FileUse.objects.filter(**{kind: instance.pk}).exists():
        queue_placing(**{f"{kind}s": [instance.pk]})


@receiver(post_delete, sender=CourtRendition)
def take_back_deleted_size(instance: CourtRendition, origin: Any, **kwargs: Any) -> None:
    along_with_its_image = getattr(origin, "model", type(origin)) is CourtImage
    if not along_with_its_image and PublicCopy.objects.filter(stored=instance.file.name).update(size=None):
        queue_placing(images=[instance.image_id])


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver(post_save, sender=Collection)
def follow_changed_collection(sender: type, created: bool = False, **kwargs: Any) -> None:
    is_new_and_empty = created and sender is Collection
    if not is_new_and_empty and court_of_schema() is not None:
        queue_sweep()
