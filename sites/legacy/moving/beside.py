"""Work beside the way: pictures of pages, and recipes learned and tried. It changes nothing in the move or on the site."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.fidelity.screens import PICTURES_OF_AN_ARTICLE, take_side_by_side
from sites.legacy.models import ImportedArticle, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.opening import sources_of
from sites.legacy.moving.progress import StepProgress
from sites.legacy.moving.source_files import report_folder
from sites.legacy.moving.switching import this_site
from sites.legacy.recipes.learning import learn_recipe
from sites.legacy.recipes.move_sources import MoveSources
from sites.legacy.recipes.trials import prepare
from sites.legacy.recipes.writing import recipe_to_toml


def take_pictures(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Take both pages of the articles that `options["articles"]` names. Raises MoveRefused and ScreensUnavailable."""
    wanted = ImportedArticle.objects.select_related("page").filter(pk__in=step.options["articles"])
    articles = list(wanted.filter(page__isnull=False))
    total, taken = len(articles) * PICTURES_OF_AN_ARTICLE, 0
    progress("pictures", 0, total)
    for source in sources_of(step.move):
        here = [article for article in articles if source.find(address_key(article.url))]
        pairs = take_side_by_side(
            source,
            here,
            site=this_site(),
            folder=report_folder(),
            progress=partial(_note_picture, progress, taken, total),
        )
        taken += len(pairs) * PICTURES_OF_AN_ARTICLE
    if not taken:
        raise MoveRefused(_("来源中没有原网页，或新页面已不在，不能截图。"))
    return {"message": _("已截图 %(count)d 篇文章") % {"count": taken // PICTURES_OF_AN_ARTICLE}}


def _note_picture(progress: StepProgress, before: int, total: int, done: int) -> None:
    progress("pictures", before + done, total)


def learn(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Learn a recipe from the sources; its text is the result's `recipe`. Raises MoveRefused and what opening sources does."""
    with MoveSources(step.move) as sources:
        samples = sources.samples(lambda count: progress("samples", count, None))
        recipe = learn_recipe(samples, name=str(step.move), note=partial(progress, "learn"))
    if not recipe.layouts:
        raise MoveRefused(_("来源中没有三个以上由同一版式生成的页面，无从归纳。"))
    message = _("已归纳出 %(count)d 种版式，请先试读，再保存。") % {"count": len(recipe.layouts)}
    return {"recipe": recipe_to_toml(recipe), "message": message}


def try_out(step: MoveStep, progress: StepProgress) -> dict[str, Any]:
    """Work out on the sources what the text in `options["draft"]` reads, and what the saved recipe does.

    Raises RecipeInvalid, MoveRefused and what opening sources does.
    """
    with MoveSources(step.move) as sources:
        samples = sources.samples(lambda count: progress("samples", count, None))
        for text in dict.fromkeys((step.options["draft"], step.move.recipe)):
            prepare(text, step.move, samples, learning=partial(progress, "learn"), trying=partial(progress, "try"))
    return {"message": _("已试读 %(count)d 个样本页面") % {"count": len(samples)}}
