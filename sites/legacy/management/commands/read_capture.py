"""`manage.py read_capture FILE.warc.gz`: the legacy articles of a capture, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from sites.legacy.articles import LegacyArticle
from sites.legacy.captures import CaptureUnreadable
from sites.legacy.readers.detection import described, detect_source
from sites.legacy.reading import Reading
from sites.legacy.recipes.parsing import open_recipe
from sites.legacy.recipes.recipe import Recipe, RecipeInvalid
from sites.legacy.sources.base import Source
from sites.legacy.sources.opening import open_source


class Command(BaseCommand):
    """Reads a capture without touching the database: articles to standard output, progress to standard error."""

    help = "Print the articles of a captured legacy site (WARC), one JSON object a line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The capture to read."""
        parser.add_argument(
            "capture", type=Path, metavar="FILE.warc.gz", help="a WARC, compressed or not, of any origin"
        )
        parser.add_argument(
            "--recipe", type=Path, metavar="FILE.toml", help="read its pages by this recipe (see learn_recipe)"
        )
        parser.add_argument(
            "--detect",
            action="store_true",
            help="print which family of sites it is of, and by which marks, and no article",
        )

    def handle(self, *, capture: Path, detect: bool, recipe: Path | None, **options: Any) -> None:
        """Write one line an article; what the capture lacks is said on standard error."""
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        try:
            if detect:
                with open_source(capture) as opened:
                    self.stdout.write("\n".join(described(detect_source(opened))))
                return
            given = open_recipe(recipe) if recipe else None
            with open_source(capture) as opened, self._read(opened, given) as reading:
                for damage in opened.damage:
                    self.stderr.write(self.style.WARNING(f"{capture.name}: {damage}"))
                for article in reading.articles():
                    self.stdout.write(json.dumps(as_json(article), ensure_ascii=False))
        except (CaptureUnreadable, RecipeInvalid) as error:
            raise CommandError(str(error)) from error

    def _read(self, capture: Source, recipe: Recipe | None) -> Reading:
        console = Console(stderr=True)
        if not console.is_terminal:
            return Reading(capture, recipe=recipe)
        with Progress(
            *Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(), console=console
        ) as shown:
            task = shown.add_task(f"Reading {capture.path.name}", total=None)
            return Reading(
                capture, recipe=recipe, progress=lambda done, total: shown.update(task, completed=done, total=total)
            )


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
