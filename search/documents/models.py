"""The table of search documents. Written by `search.indexing` alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Cast, Now
from django.db.models.lookups import Regex

DOCUMENT_TABLE = "public.search_document"
VERSION_SEQUENCE = "public.search_document_version"
"""With their schema: a court's schema stands first in the search path of those who write."""

PARTIES_ALONE = r"^[a-z]+://[^/]+/parties(/|$)"
"""Addresses at which parties of a case read what is for nobody else: no document may have one, nor lead to one as its file."""
FILES_OF_PARTIES = r'"url": "[a-z]+://[^/"]+/parties(/|")'


class TransactionIdField(models.Field):
    """The transaction that wrote the row last (xid8, which never wraps around)."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class CurrentTransaction(models.Func):
    """The running transaction."""

    function = "pg_current_xact_id"
    output_field = TransactionIdField()


class Document(models.Model):
    """One public page of one court, or the memory that there was one (`removed`, all text gone, version kept).

    The change feed reads `(transaction_id, key)` in that order, behind the pair it has seen last, and only rows with
    `transaction_id < pg_snapshot_xmin(pg_current_snapshot())`. Transactions commit in another order than they begin;
    below that bound none is still running, so none is skipped. A row appears once, at its latest state. A long
    transaction anywhere in the cluster holds the feed back until it ends. Transaction ids begin anew in a restored
    dump: a reader then starts from the beginning.
    """

    key = models.TextField(primary_key=True)
    version = models.BigIntegerField()
    removed = models.BooleanField(db_default=False)
    audience = models.TextField(db_default="public")
    court = models.TextField(db_default="")
    court_name = models.TextField(db_default="")
    level = models.TextField(db_default="")
    province = models.TextField(db_default="")
    url = models.TextField(db_default="")
    title = models.TextField(db_default="")
    text = models.TextField(db_default="")
    summary = models.TextField(db_default="")
    published = models.DateTimeField(db_default=Now())
    year = models.SmallIntegerField(db_default=0, help_text="Year of publication in China.")
    column = models.TextField(db_default="")
    column_type = models.TextField(db_default="")
    catalogue_item = models.TextField(db_default="")
    language = models.TextField(db_default="")
    kind = models.TextField(db_default="")
    keywords = ArrayField(models.TextField(), db_default=[])
    files = models.JSONField(db_default=[], help_text="Objects with the fields of AttachedFile.")
    file_types = ArrayField(models.TextField(), db_default=[])
    fingerprint = models.TextField(db_default="", help_text="What copies of one text share.")
    words = SearchVectorField(db_default=models.Value(""))
    title_words = SearchVectorField(db_default=models.Value(""))
    analysis = models.SmallIntegerField(db_default=0, help_text="The version of the analysis that cut the words.")
    changed = models.DateTimeField(db_default=Now())
    transaction_id = TransactionIdField(db_default=CurrentTransaction())

    class Meta:
        db_table = "search_document"
        constraints = [
            models.CheckConstraint(name="search_document_is_public", condition=models.Q(audience="public")),
            models.CheckConstraint(
                name="search_document_is_not_for_parties",
                condition=~models.Q(url__regex=PARTIES_ALONE)
                & ~models.Q(Regex(Cast("files", models.TextField()), FILES_OF_PARTIES)),
            ),
        ]
        indexes = [
            GinIndex(name="search_document_words", fields=["words"]),
            GinIndex(name="search_document_title", fields=["title_words"]),
            models.Index(
                fields=["-published", "key"], name="search_document_newest", condition=models.Q(removed=False)
            ),
            models.Index(
                fields=["court", "-published", "key"], name="search_document_court", condition=models.Q(removed=False)
            ),
            models.Index(fields=["fingerprint"], name="search_document_copies", condition=models.Q(removed=False)),
            models.Index(fields=["transaction_id", "key"], name="search_document_changes"),
            models.Index(
                fields=["analysis", "key"], name="search_document_analysis", condition=models.Q(removed=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key
