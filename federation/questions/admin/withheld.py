"""不提示的问题: what is not offered to others while they type, for example because somebody has feigned its popularity."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic

from federation.courts.viewsets import PartialViewSet
from federation.questions.models import WithheldText


class WithheldTextIndexView(generic.IndexView):
    page_title = gettext_lazy("不提示的问题")

    @cached_property
    def add_item_label(self) -> str:
        return _("添加文字")


class WithheldTextViewSet(PartialViewSet):
    model = WithheldText
    name = "withheld_questions"
    url_prefix = "withheld-questions"
    icon = "no-view"
    menu_label = gettext_lazy("不提示的问题")
    menu_name = "withheld_questions"
    menu_order = 30
    index_view_class = WithheldTextIndexView
    index_template_name = "courts/admin/list.html"
    form_fields = ["text", "reason"]
    list_display = ["text", "reason"]
    search_fields = ["text", "reason"]
