"""What the pages of the review have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from federation.domain.errors import FederationError
from sites.publishing.review.models import SignOff


class ReviewPage(WagtailAdminTemplateMixin):
    """A page under 待办."""

    header_icon = "clipboard-list"

    def may(self, user: Any) -> bool:
        """Whether an account may see the page at all."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("待办")}
        return [home, {"url": "", "label": str(self.get_page_title())}]


class ReviewForm(ReviewPage, FormView):
    """A page that asks something and does it. What is refused is said above the form, and nothing has happened."""

    done: str | Promise = ""

    def act(self, form: Any) -> None:
        """Do it. Raises FederationError."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except FederationError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_home")


def steps_of(page_id: int) -> Any:
    """All signatures that a page was ever asked for, newest first."""
    return SignOff.objects.filter(page=page_id).select_related("unit").order_by("-asked_at", "-pk")
