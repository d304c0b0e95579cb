"""`manage.py read_capture SOURCE…`: the legacy articles of a site, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from federation.domain.errors import FederationError
from sites.legacy.articles import LegacyArticle
from sites.legacy.management.shown import shown_phases
from sites.legacy.management.source_arguments import (
    add_recipe_argument,
    add_source_arguments,
    opened_source,
    stated_recipe,
)
from sites.legacy.readers.detection import described, detect_source
from sites.legacy.reading import Reading
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sources.base import Source


class Command(BaseCommand):
    """Reads a source without touching the database: articles to standard output, progress to standard error."""

    help = "Print the articles of a legacy site, one JSON object a line. A run that was cut short goes on where it stopped."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The source to read."""
        add_source_arguments(parser)
        add_recipe_argument(parser)
        parser.add_argument(
            "--detect",
            action="store_true",
            help="print which family of sites it is of, and by which marks, and no article",
        )

    def handle(self, *, detect: bool, **options: Any) -> None:
        """Write one line an article; what the source lacks is said on standard error."""
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        try:
            with opened_source(options, self.stderr) as source:
                if detect:
                    self.stdout.write("\n".join(described(detect_source(source))))
                    return
                with self._read(source, stated_recipe(options)) as reading:
                    if reading.begun_anew:
                        self.stderr.write(reading.begun_anew)
                    for article in reading.articles():
                        self.stdout.write(json.dumps(as_json(article), ensure_ascii=False))
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _read(self, source: Source, recipe: Recipe | None) -> Reading:
        with shown_phases() as progress:
            return Reading(source, recipe=recipe, progress=partial(progress, "read"))


def as_json(article: LegacyArticle) -> dict[str, Any]:
    """The public keys of an article, `published` in ISO 8601."""
    return {
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "author": article.author,
        "columns": list(article.columns),
        "body_html": article.body_html,
        "body_text": article.body_text,
        "images": list(article.images),
        "attachments": [{"url": file.url, "name": file.name} for file in article.attachments],
        "reader": article.reader,
    }
