"""`manage.py learn_recipe SOURCE…`: the recipe that the pages of a legacy site suggest, as TOML to read, edit and try."""

from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from federation.courts.progress import Show
from federation.domain.errors import FederationError
from sites.legacy.documents import Document
from sites.legacy.management.shown import shown_phases
from sites.legacy.management.source_arguments import add_source_arguments, opened_source
from sites.legacy.recipes.learning import learn_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.recipes.writing import recipe_to_toml
from sites.legacy.sampling import sample_documents


class Command(BaseCommand):
    """Learns from samples without touching the database: the recipe to standard output or a file, a summary to standard error."""

    help = "Learn from the pages of a legacy site where title, date, source, trail and body stand, and print it as a recipe (TOML)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The source to learn from, and where the recipe goes."""
        add_source_arguments(parser)
        parser.add_argument(
            "--out", type=Path, metavar="FILE.toml", help="write the recipe there; it must not exist yet"
        )

    def handle(self, *, out: Path | None, **options: Any) -> None:
        """Write the recipe. What was edited is never overwritten."""
        try:
            with opened_source(options, self.stderr) as source, shown_phases() as progress:
                recipe = learn_recipe(_counted(sample_documents(source), progress), note=partial(progress, "learn"))
            if not recipe.layouts:
                names = "、".join(options["sources"])
                raise CommandError(_("%(file)s 中没有三个以上由同一版式生成的页面，无从归纳。") % {"file": names})
            self._write(recipe, out)
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error

    def _write(self, recipe: Recipe, out: Path | None) -> None:
        for layout in recipe.layouts:
            self.stderr.write(
                _("%(name)s：%(pages)d 个页面，可信度 %(confidence)s，%(addresses)s")
                % {
                    "name": layout.name,
                    "pages": layout.pages,
                    "confidence": f"{layout.confidence:.0%}",
                    "addresses": " ".join(layout.addresses),
                }
            )
        if out is None:
            self.stdout.write(recipe_to_toml(recipe), ending="")
            return
        try:
            with out.open("x", encoding="utf-8") as file:
                file.write(recipe_to_toml(recipe))
        except OSError as error:
            raise CommandError(_("无法写入 %(file)s：%(error)s") % {"file": out, "error": error.strerror}) from error


def _counted(samples: Iterator[Document], progress: Show) -> Iterator[Document]:
    for count, document in enumerate(samples, 1):
        progress("samples", count, None)
        yield document
