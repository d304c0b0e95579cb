"""词表 and 已公布号码 in a court's admin: what the court itself says of its texts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from federation.courts.viewsets import PartialViewSet
from sites.publishing.answers.models import CourtWord, ReleasedNumber


class CourtWordViewSet(PartialViewSet):
    model = CourtWord
    name = "court_words"
    url_prefix = "publishing/words"
    icon = "list-ul"
    menu_label = _("词表")
    menu_name = "court_words"
    list_display = ["text", "severity", "advice"]
    list_filter = ["severity"]
    search_fields = ["text", "advice"]
    form_fields = ["text", "severity", "advice"]


class ReleasedNumberViewSet(PartialViewSet):
    model = ReleasedNumber
    name = "released_numbers"
    url_prefix = "publishing/released"
    icon = "tick"
    menu_label = _("已公布号码")
    menu_name = "released_numbers"
    list_display = ["number", "kind", "note"]
    list_filter = ["kind"]
    search_fields = ["number", "note"]
    form_fields = ["kind", "number", "note"]


class CheckLists(ModelViewSetGroup):
    menu_label = _("公开检查")
    menu_name = "check_lists"
    menu_icon = "clipboard-list"
    menu_order = 450
    items = (CourtWordViewSet, ReleasedNumberViewSet)
