"""Who may look at the upkeep of the current schema's site."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from federation.courts.current import on_platform
from sites.publishing.review.admin.pages import ReviewPage
from sites.publishing.review.admin.policies import takes_part


def may_look(user: Any) -> bool:
    """Whoever writes or publishes pages of the court, or has a part in its review."""
    if on_platform() or not user.is_active:
        return False
    return takes_part(user) or bool(page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


class UpkeepPage(ReviewPage):
    """A page under 网站维护."""

    header_icon = "date"
    _show_breadcrumbs = True

    def may(self, user: Any) -> bool:
        return may_look(user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("upkeep"), "label": _("网站维护")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.get_page_title())}]
