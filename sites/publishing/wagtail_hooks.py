"""Publishing in a court's admin."""

from collections.abc import Sequence
from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from sites.media.models import CourtDocument
from sites.media.wagtail_hooks import ADD_TO_COLLECTION
from sites.publishing.admin import AttachmentTextPolicy, AttachmentTextViewSet, attachment_texts_menu_item, viewset
from sites.publishing.announcing import announce
from sites.publishing.attached import pages_offering
from sites.publishing.history.views import history_menu_item, history_urls
from sites.publishing.models import AttachmentText

register_permission_policy(AttachmentText, AttachmentTextPolicy(AttachmentText))


@hooks.register("after_bulk_action")
def announce_pages_with_moved_files(_request: Any, action: str, files: Sequence[Any], _view: Any) -> None:
    """Wagtail moves files to another collection, perhaps a restricted one, without a signal."""
    if action == ADD_TO_COLLECTION:
        documents = [file.pk for file in files if isinstance(file, CourtDocument)]
        announce(pages_offering(CourtDocument.objects.filter(pk__in=documents)))


@hooks.register("register_admin_viewset")
def attachment_texts_in_the_admin() -> AttachmentTextViewSet:
    return viewset


@hooks.register("register_reports_menu_item")
def attachment_texts_in_the_menu() -> MenuItem:
    return attachment_texts_menu_item()


@hooks.register("register_admin_urls")
def history_in_the_admin() -> list[Any]:
    return history_urls


@hooks.register("register_reports_menu_item")
def history_in_the_menu() -> MenuItem:
    return history_menu_item()
