"""How far indexes have come, and what they would not take. Written by this room alone."""

from typing import Self

from django.db import models
from django.db.models.functions import Now

from search.following.feed import Position


class IndexProgress(models.Model):
    """One physical index: what of the change feed it holds. It belongs to one database: another numbers otherwise."""

    index = models.TextField(primary_key=True)
    alias = models.TextField()
    database = models.TextField(help_text="The database whose transactions are counted, see feed.database_identity.")
    transaction_id = models.BigIntegerField(default=0)
    key = models.TextField(default="")
    written = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(db_default=Now())
    served_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="When everything there was had last been written.")
    failure = models.TextField(default="")
    failing_since = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    differences = models.IntegerField(null=True)

    class Meta:
        db_table = "search_index_progress"

    def __str__(self) -> str:
        return self.index

    @property
    def position(self) -> Position:
        """Up to where the feed has been written."""
        return Position(self.transaction_id, self.key)

    @classmethod
    def of(cls, index: str) -> Self | None:
        """The progress of a physical index, if it is known."""
        return cls.objects.filter(index=index).first()


class SetAside(models.Model):
    """A version of a document that an index would not take. It is tried again, ever more rarely, until it is taken or
    replaced."""

    index = models.TextField()
    key = models.TextField()
    version = models.BigIntegerField()
    reason = models.TextField()
    tries = models.IntegerField(default=1)
    first_at = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField()

    class Meta:
        db_table = "search_set_aside"
        constraints = [models.UniqueConstraint(name="search_set_aside_once", fields=["index", "key"])]
        indexes = [models.Index(name="search_set_aside_due", fields=["index", "next_at"])]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
