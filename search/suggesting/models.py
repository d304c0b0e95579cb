"""The tables behind suggestions. Both can be lost: they are made anew from the search documents."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

WORD_TABLE = "public.search_word"
"""With its schema: a court's schema stands first in the search path of those who ask."""


class Word(models.Model):
    """A Chinese word that occurs in documents. Written by `search.suggesting.vocabulary` alone.

    `sound` is its pinyin without tones and spaces, with sounds that are often confused made one (`sound_of`).
    `shapes` are the word and what is left of it without one of its characters; empty for words of two characters,
    which every other word of two would resemble.
    """

    word = models.TextField(primary_key=True)
    documents = models.PositiveIntegerField()
    sound = models.TextField()
    shapes = ArrayField(models.TextField())

    class Meta:
        db_table = "search_word"
        indexes = [
            models.Index(fields=["sound"], name="search_word_sound"),
            GinIndex(fields=["shapes"], name="search_word_shapes", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.word


RELATED_TABLE = "public.search_related"


class Related(models.Model):
    """Which documents deal with the same matter as the document `key`. Written by `search.suggesting.related` alone.

    `wanted` says that they are to be looked for (again): somebody reads the document, and they are unknown or stale.
    """

    key = models.TextField(primary_key=True)
    version = models.BigIntegerField(default=0)
    related = ArrayField(models.TextField(), default=list)
    found_at = models.DateTimeField(null=True)
    wanted = models.BooleanField(default=True)

    class Meta:
        db_table = "search_related"
        indexes = [models.Index(fields=["key"], name="search_related_wanted", condition=models.Q(wanted=True))]

    def __str__(self) -> str:
        return self.key
