"""The recipe of a court's move in the admin: see it, edit it, learn it anew. Trying it is in `recipes_trying`."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem
from federation.domain.errors import FederationError
from sites.legacy.admin.menu import HOOK
from sites.legacy.admin.work import start_beside
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.way import Kind
from sites.legacy.recipes.parsing import read_recipe
from sites.legacy.recipes.recipe import RecipeInvalid
from sites.legacy.recipes.trials import is_tried

DRAFT = "move_recipe_draft"
_SPARE_LINES = 12


def may_change(request: HttpRequest) -> bool:
    """Those who may change the move of this court."""
    return not on_platform() and request.user.has_perm("court_legacy.change_move")


class RecipeForm(forms.Form):
    """The text of a recipe; its faults are the form's."""

    recipe = forms.CharField(
        label=gettext_lazy("读取方案"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"wrap": "off", "spellcheck": "false", "autocomplete": "off", "class": "recipe-text"}
        ),
    )

    def clean_recipe(self) -> str:
        text = str(self.cleaned_data["recipe"]).replace("\r\n", "\n")
        if not text.strip():
            return ""
        try:
            read_recipe(text)
        except RecipeInvalid as refusal:
            raise forms.ValidationError(list(refusal.faults)) from refusal
        return text


class RecipePart(WagtailAdminTemplateMixin, View):
    """What all pages of the recipe share: who may see them, and that there must be a move."""

    header_icon = "code"
    page_title = gettext_lazy("读取方案")
    move: Move

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if on_platform():
            raise Http404
        if not may_change(request):
            raise PermissionDenied
        move = Move.objects.first()
        if move is None:
            return render(request, "legacy/admin/recipe_no_move.html", self.get_context_data())
        self.move = move
        return super().dispatch(request, *args, **kwargs)

    @property
    def draft(self) -> str:
        """The text being worked on in this session; the saved one where there is none."""
        return str(self.request.session.get(DRAFT, self.move.recipe))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("move_recipe"), "label": _("读取方案")}]


class RecipeView(RecipePart):
    """The recipe as text. Saving is one act; learning anew and trying work on the draft of this session."""

    template_name = "legacy/admin/recipe.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if learned := request.GET.get("learned", ""):
            return self._taken_over(request, learned)
        return self._shown(RecipeForm(initial={"recipe": self.draft}))

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            return self._done(request)
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect("move_recipe")

    def _done(self, request: HttpRequest) -> HttpResponse:
        if "learn" in request.POST:
            return start_beside(request, Kind.LEARN)
        if "discard" in request.POST:
            request.session.pop(DRAFT, None)
            return redirect("move_recipe")
        form = RecipeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("方案有误，没有保存。请按提示修改。"))
            return self._shown(form)
        if "try" in request.POST:
            return self._tried(request, form.cleaned_data["recipe"])
        return self._saved(request, form.cleaned_data["recipe"])

    def _tried(self, request: HttpRequest, text: str) -> HttpResponse:
        request.session[DRAFT] = text
        if is_tried(text, self.move) and is_tried(self.move.recipe, self.move):
            return redirect("move_recipe_samples")
        return start_beside(request, Kind.TRY, {"draft": text})

    def _taken_over(self, request: HttpRequest, number: str) -> HttpResponse:
        """What was learned becomes the draft of this session."""
        step = get_object_or_404(MoveStep, pk=number if number.isdigit() else 0, kind=Kind.LEARN, state="done")
        request.session[DRAFT] = step.result["recipe"]
        return redirect("move_recipe")

    def _saved(self, request: HttpRequest, text: str) -> HttpResponse:
        self.move.recipe = text
        self.move.save(update_fields=["recipe"])
        log(instance=self.move, action="wagtail.edit", user=request.user)
        request.session.pop(DRAFT, None)
        messages.success(request, _("读取方案已保存，下次读取原网站时使用。"))
        return redirect("move_recipe")

    def _shown(self, form: RecipeForm) -> HttpResponse:
        text = str(form["recipe"].value() or "")
        lines = text.count("\n") + _SPARE_LINES
        form.fields["recipe"].widget.attrs["rows"] = lines
        is_draft = text.replace("\r\n", "\n") != self.move.recipe
        context = self.get_context_data(form=form, move=self.move, lines=range(1, lines + 1), is_draft=is_draft)
        return self.render_to_response(context, status=200 if form.is_valid() or not form.is_bound else 422)


@hooks.register(HOOK)
def recipe_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        _("读取方案"), reverse("move_recipe"), allowed=may_change, name="move_recipe", icon_name="code", order=400
    )


@hooks.register("register_admin_urls")
def recipe_urls() -> list[URLPattern]:
    return [path("move/recipe/", RecipeView.as_view(), name="move_recipe")]
