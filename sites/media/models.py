from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.search import index

from sites.media.metadata import cleaned
from sites.media.title_search import tails


def _not_for_parties(name: str, field: str) -> models.CheckConstraint:
    """No row of a public file may name a file that is for parties of a case alone (`sites.parties`)."""
    return models.CheckConstraint(name=name, condition=~models.Q(**{f"{field}__startswith": "parties/"}))


class CleanedUpload:
    """A file that comes by an upload is kept without what tells of its authors and places, by whichever way it comes."""

    file: Any
    file_size: Any

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self._clean(self.file)
        super().save(*args, **kwargs)  # type: ignore[misc]

    def _clean(self, file: Any) -> None:
        file.seek(0)
        content = file.read()
        file.seek(0)
        if (kept := cleaned(content)) != content:
            self.file = ContentFile(kept, name=file.name)
            self.file_size = len(kept)
            self._set_file_hash()  # type: ignore[attr-defined]


renditions_made = Signal()
"""Sizes of an image were made, perhaps found again. Carries `image`. Wagtail makes several at once without a signal of its own."""


class CourtImage(CleanedUpload, AbstractImage):
    """An image of one court. Identical files are stored once: `file_hash` tells them."""

    admin_form_fields = Image.admin_form_fields
    search_fields = [*AbstractImage.search_fields, index.AutocompleteField("title_tails")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")
        indexes = [models.Index(fields=["file_hash"]), models.Index(fields=["file"], name="image_by_its_file")]
        constraints = [_not_for_parties("image_is_not_for_parties", "file")]

    def title_tails(self) -> str:
        """For the admin's search."""
        return tails(self.title)

    def create_rendition(self, filter: Filter) -> AbstractRendition:
        made = super().create_rendition(filter)
        renditions_made.send(sender=type(self), image=self)
        return made

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        made: dict[Filter, AbstractRendition] = super().create_renditions(*filters)
        if len(made) > 1:  # one alone comes by the way above
            renditions_made.send(sender=type(self), image=self)
        return made


class CourtRendition(AbstractRendition):
    image = models.ForeignKey(CourtImage, models.CASCADE, related_name="renditions")

    class Meta:
        indexes = [models.Index(fields=["file"], name="rendition_by_its_file")]
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"),
            _not_for_parties("rendition_is_not_for_parties", "file"),
        ]


class CourtDocument(CleanedUpload, AbstractDocument):
    """An attachment of one court. `offered_by` holds, while it is being deleted, the pages that offered it."""

    offered_by: set[int]
    admin_form_fields = Document.admin_form_fields
    search_fields = [*AbstractDocument.search_fields, index.AutocompleteField("title_tails")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        indexes = [models.Index(fields=["file_hash"])]
        constraints = [_not_for_parties("attachment_is_not_for_parties", "file")]

    def title_tails(self) -> str:
        """For the admin's search."""
        return tails(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The admin's forms see to it; a file that comes from elsewhere is known by its content all the same.
        if self.file and not self.file_hash:
            self._set_file_hash()
        super().save(*args, **kwargs)


class FileUse(models.Model):
    """A live page refers to this file; `public` where nothing stands between the page and anybody who asks for it.

    Written in the transaction that changes the page (`sites.publishing.announcing`). As long as there is a public row for
    a file, anybody may fetch it (`sites.media.visibility`), and no longer.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    image = models.ForeignKey(CourtImage, models.CASCADE, null=True, related_name="uses")
    document = models.ForeignKey(CourtDocument, models.CASCADE, null=True, related_name="uses")
    public = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "image"], name="one_use_of_an_image_a_page"),
            models.UniqueConstraint(fields=["page", "document"], name="one_use_of_a_document_a_page"),
            models.CheckConstraint(
                condition=models.Q(image__isnull=False, document__isnull=True)
                | models.Q(image__isnull=True, document__isnull=False),
                name="use_of_one_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} -> {self.image_id or self.document_id}"


class PublicCopy(models.Model):
    """A copy of a file at the public place, or one that is on its way there or away (`sites.media.placing`).

    The row stands before the copy is made and until it is gone, whatever becomes of the file: `image` and `document` are
    keys, not relations. `size` is empty until the copy is there whole, and from when it is to go.
    """

    place = models.CharField(primary_key=True, max_length=255, help_text="The path of its address on the site.")
    stored = models.CharField(max_length=255, help_text="The name of the file in the court's own storage.")
    image = models.BigIntegerField(null=True, db_index=True)
    document = models.BigIntegerField(null=True, db_index=True)
    size = models.BigIntegerField(null=True, help_text="In bytes.")

    class Meta:
        indexes = [models.Index(fields=["place"], condition=models.Q(size__isnull=True), name="copy_on_its_way")]
        constraints = [_not_for_parties("copy_is_not_for_parties", "stored")]

    def __str__(self) -> str:
        return self.place


class ShownFile(models.Model):
    """A stored file that a public page has shown: its content is kept for ever (`sites.media.keeping`)."""

    name = models.CharField(primary_key=True, max_length=255, help_text="In the court's storage.")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [_not_for_parties("shown_file_is_not_for_parties", "name")]

    def __str__(self) -> str:
        return self.name
