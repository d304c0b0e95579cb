"""词表 and 已公布号码 in a court's admin: what the court itself says of its texts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from federation.courts.current import on_platform
from sites.publishing.answers.models import CourtWord, ReleasedNumber


class CourtWordViewSet(ModelViewSet):
    model = CourtWord
    name = "court_words"
    url_prefix = "publishing/words"
    icon = "list-ul"
    menu_label = _("词表")
    menu_name = "court_words"
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["text", "severity", "advice"]
    list_filter = ["severity"]
    list_per_page = 50
    search_fields = ["text", "advice"]
    form_fields = ["text", "severity", "advice"]


class ReleasedNumberViewSet(ModelViewSet):
    model = ReleasedNumber
    name = "released_numbers"
    url_prefix = "publishing/released"
    icon = "tick"
    menu_label = _("已公布号码")
    menu_name = "released_numbers"
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["number", "kind", "note"]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["number", "note"]
    form_fields = ["kind", "number", "note"]


class CheckLists(ModelViewSetGroup):
    menu_label = _("公开检查")
    menu_name = "check_lists"
    menu_icon = "clipboard-list"
    menu_order = 450
    items = (CourtWordViewSet, ReleasedNumberViewSet)

    def get_menu_item(self, order: int | None = None) -> Any:
        item = super().get_menu_item(order)
        shown = item.is_shown
        item.is_shown = lambda request: not on_platform() and shown(request)
        return item
