"""The audience that everything of this room has, and no other: the database itself refuses any other value."""

from django.db import models

AUDIENCE = "parties"
FOLDER = "parties/"
"""Where files of this room lie in the court's storage. The tables of public files refuse names that begin so."""


class ForThePartiesAlone(models.Model):
    audience = models.TextField(db_default=AUDIENCE, default=AUDIENCE, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(audience=AUDIENCE), name="%(class)s_is_for_the_parties_alone")
        ]
