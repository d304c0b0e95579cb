"""切换标准: what the platform demands before a court's site is cut over."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic

from federation.courts.intake import PlatformRules
from federation.courts.menus import AllowedMenuItem, may
from federation.courts.moving_in import rules_row


class RulesView(generic.EditView):
    model = PlatformRules
    fields = ["min_similarity", "min_right_share", "min_accounted_share", "delta_hours"]
    page_title = gettext_lazy("切换标准")
    header_icon = "tasks"
    permission_required = "change"
    edit_url_name = "platform_rules"
    index_url_name = "platform_rules"
    success_message = gettext_lazy("切换标准已保存。")
    error_message = gettext_lazy("切换标准未能保存，请按提示修改。")

    def get_object(self, queryset: Any = None) -> PlatformRules:
        return rules_row()

    def get_edit_url(self) -> str:
        return reverse("platform_rules")

    def get_success_url(self) -> str:
        return reverse("platform_rules")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items[:1], {"url": "", "label": _("切换标准")}]


def rules_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("切换标准"),
        reverse("platform_rules"),
        allowed=may(PlatformRules, "change"),
        name="platform-rules",
        icon_name="tasks",
        order=50,
    )


rules_urls = [path("platform-rules/", RulesView.as_view(), name="platform_rules")]
