"""What every act on the way has: a page that says what it will do, asks what it needs, and does it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import Promise, cached_property
from django.views.generic import FormView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.legacy.admin.way import MovePage
from sites.legacy.admin.way_stages import page_of
from sites.legacy.models import MoveStep


class ActView(MovePage, FormView):
    """One act: what it does in words, a form that may be empty, and one button."""

    template_name = "legacy/admin/act.html"
    form_class: type[forms.Form] = forms.Form
    success_url = reverse_lazy("move:way")
    button: str | Promise = ""
    serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())

    @property
    def by(self) -> str:
        return str(self.request.user.get_username())

    def words(self) -> list[str]:
        """What will happen. Raises FederationError where the act is not possible at all."""
        return []

    def items(self) -> list[str]:
        """What the words speak of, one line each."""
        return []

    def act(self, form: forms.Form) -> str:
        """Do it, and give the message of its success. Raises FederationError."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        messages.success(self.request, self.act(form))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"words": self.words(), "items": self.items(), "button": self.button, "serious": self.serious}
        return super().get_context_data(**kwargs) | own | {"back": self.get_success_url()}


class StepActView(ActView):
    """An act on one step of this court's move, or on work beside it."""

    @cached_property
    def step(self) -> MoveStep:
        return get_object_or_404(MoveStep, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return page_of(self.step)
