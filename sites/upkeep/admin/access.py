"""Who may look at the upkeep of the current schema's site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from federation.courts.current import on_platform
from sites.publishing.review.admin.policies import takes_part


def may_look(user: Any) -> bool:
    """Whoever writes or publishes pages of the court, or has a part in its review."""
    if on_platform() or not user.is_active:
        return False
    return takes_part(user) or bool(page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


class UpkeepPage(WagtailAdminTemplateMixin):
    """A page under 网站维护."""

    header_icon = "date"
    _show_breadcrumbs = True

    def may(self, user: Any) -> bool:
        return may_look(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("upkeep"), "label": _("网站维护")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.get_page_title())}]
