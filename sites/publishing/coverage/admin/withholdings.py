"""不予公开: what is kept back, on which ground, and looking at it again on its day."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from federation.courts.admin_views import AllowedByModel
from federation.courts.viewsets import PartialViewSet
from federation.domain.errors import FederationError
from sites.publishing.coverage.models import Withholding
from sites.publishing.coverage.withholding import checked_review_day, keep_withholding, lift_withholding, withhold


class WithholdingForm(forms.ModelForm):
    class Meta:
        model = Withholding
        fields = ["item", "subject", "ground", "basis", "review_on"]
        widgets = {"review_on": forms.DateInput(attrs={"type": "date"})}

    def clean_review_on(self) -> date:
        return _reviewable(self.cleaned_data["review_on"])


class ReviewForm(forms.Form):
    """Looking at it again: lift it, or keep it until another day."""

    conclusion = forms.ChoiceField(
        label=gettext_lazy("复核结论"),
        choices=[("keep", gettext_lazy("仍有必要，继续不予公开")), ("lift", gettext_lazy("解除，可以公开"))],
        widget=forms.RadioSelect,
        initial="keep",
    )
    review_on = forms.DateField(
        label=gettext_lazy("下次复核日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    outcome = forms.CharField(label=gettext_lazy("复核意见"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def clean_review_on(self) -> date | None:
        given = self.cleaned_data["review_on"]
        return _reviewable(given) if given else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("conclusion") == "keep" and not cleaned.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("继续不予公开的，请写明下次复核的日期。"))
        return cleaned


def _reviewable(day: date) -> date:
    try:
        return checked_review_day(day)
    except FederationError as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class WithholdView(generic.CreateView):
    page_title = gettext_lazy("登记不予公开事项")

    def get_success_buttons(self) -> list[Any]:
        return []  # it is not edited

    def save_instance(self) -> Withholding:
        return withhold(self.form.save(commit=False))


class WithholdingIndexView(generic.IndexView):
    page_title = gettext_lazy("不予公开事项")

    @cached_property
    def add_item_label(self) -> str:
        return _("登记不予公开事项")

    def get_list_more_buttons(self, instance: Withholding) -> list[MenuItem]:
        buttons = list(super().get_list_more_buttons(instance))
        if instance.lifted_on is None and self.user_has_permission("change"):
            buttons.append(MenuItem(_("复核"), _review_url(instance), icon_name="check", priority=5))
        return buttons

    def get_base_queryset(self) -> QuerySet[Withholding]:
        return Withholding.objects.all()


def _review_url(row: Withholding) -> str:
    return reverse("withholdings:review", args=[row.pk])


def state_of(row: Withholding) -> str:
    if row.lifted_on:
        return _("已解除")
    return _("应复核") if row.review_on <= timezone.localdate() else _("不予公开")


class ReviewView(AllowedByModel, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One page: what is kept back and why, and the outcome of looking at it again."""

    model = Withholding
    form_class = ReviewForm
    template_name = "coverage/admin/review.html"
    page_title = gettext_lazy("复核不予公开事项")
    header_icon = "lock"
    permission_required = "change"
    _show_breadcrumbs = True

    @cached_property
    def row(self) -> Withholding:
        return get_object_or_404(Withholding, pk=self.kwargs["pk"])

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            if given["conclusion"] == "lift":
                lift_withholding(self.row, outcome=given["outcome"])
            else:
                keep_withholding(self.row, review_on=given["review_on"], outcome=given["outcome"])
        except FederationError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(subject)s”的复核已记录。") % {"subject": self.row.subject})
        return redirect("withholdings:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("withholdings:index"), "label": _("不予公开事项")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"row": self.row}


class WithholdingViewSet(PartialViewSet):
    model = Withholding
    # What was decided stays as it was: it is looked at again, never written over or deleted.
    absent = frozenset({"edit", "delete", "history", "usage"})
    name = "withholdings"
    url_prefix = "withholdings"
    icon = "lock"
    menu_label = gettext_lazy("不予公开事项")
    menu_name = "withholdings"
    menu_order = 1110
    index_view_class = WithholdingIndexView
    add_view_class = WithholdView
    index_template_name = "courts/admin/list.html"
    list_display = [
        Column("subject", label=gettext_lazy("内容"), accessor="subject"),
        Column("item", label=gettext_lazy("公开目录事项"), accessor="get_item_display"),
        Column("ground", label=gettext_lazy("理由"), accessor="get_ground_display"),
        Column("basis", label=gettext_lazy("法律依据"), accessor="basis"),
        Column("decided", label=gettext_lazy("决定"), accessor=lambda row: f"{row.decided_by} {row.decided_on}"),
        Column("review_on", label=gettext_lazy("复核日期"), accessor="review_on", sort_key="review_on"),
        StatusTagColumn("state", label=gettext_lazy("状态"), accessor=state_of),
    ]
    list_filter = ["item", "ground"]
    search_fields = ["subject", "basis"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return WithholdingForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("<int:pk>/review/", ReviewView.as_view(), name="review")]
