"""Publishing in a court's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from sites.publishing.admin import AttachmentTextPolicy, AttachmentTextViewSet, attachment_texts_menu_item, viewset
from sites.publishing.history.views import history_menu_item, history_urls
from sites.publishing.models import AttachmentText

register_permission_policy(AttachmentText, AttachmentTextPolicy(AttachmentText))


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
