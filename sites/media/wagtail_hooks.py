"""Files in a court's admin."""

from collections.abc import Sequence
from typing import Any

from wagtail import hooks

from sites.media.jobs import queue_placing
from sites.media.models import CourtDocument, CourtImage

ADD_TO_COLLECTION = "add_to_collection"
AHEAD_OF_WAGTAIL = -1


@hooks.register("register_admin_urls", order=AHEAD_OF_WAGTAIL)
def lists_in_the_admin() -> list[Any]:
    # On first use: Wagtail's views ask for permission policies, which are registered when all apps are ready.
    from sites.media.admin.lists import urls

    return urls


@hooks.register("after_bulk_action")
def follow_files_into_their_collection(_request: Any, action: str, files: Sequence[Any], _view: Any) -> None:
    """Wagtail moves them without a signal."""
    if action == ADD_TO_COLLECTION:
        queue_placing(
            images=[file.pk for file in files if isinstance(file, CourtImage)],
            documents=[file.pk for file in files if isinstance(file, CourtDocument)],
        )
