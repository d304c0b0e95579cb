"""链接检查: the check that is under way or was the last, begun, stopped and gone on with."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.keeping import may_organise
from sites.upkeep.links.checking import found_dead, go_on_checking, start_check, stop_check
from sites.upkeep.models import CheckedAddress, LinkCheck

State = LinkCheck.State


class LinkCheckView(UpkeepPage, TemplateView):
    template_name = "upkeep/admin/link_check.html"
    page_title = gettext_lazy("链接检查")
    header_icon = "link"

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        last, act = LinkCheck.objects.first(), request.POST.get("act", "")
        try:
            if act == "start":
                start_check(user=request.user)
                messages.success(request, _("链接检查已开始。"))
            elif act == "stop" and last is not None:
                stop_check(last, user=request.user)
                messages.success(request, _("将在当前一批之后停止。"))
            elif act == "go_on" and last is not None:
                go_on_checking(last, user=request.user)
                messages.success(request, _("继续检查。"))
        except FederationError as refusal:
            messages.error(request, str(refusal))
        return redirect("upkeep_link_check")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = LinkCheck.objects.first()
        organises = may_organise(self.request.user)
        running = last is not None and last.state == State.RUNNING
        return super().get_context_data(**kwargs) | {
            "last": last,
            "active": running,
            "addresses": CheckedAddress.objects.count(),
            **found_dead(),
            "may_start": organises and not running,
            "may_stop": organises and running,
            "may_go_on": organises and last is not None and last.state == State.STOPPED,
        }
