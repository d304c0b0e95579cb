"""Signing, here and for other courts, and confirming what was forced."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.permissions import policy_registry

from federation.coordination.models import Countersignature
from sites.publishing.review.admin.pages import ReviewForm, ReviewPage, steps_of
from sites.publishing.review.admin.policies import takes_part
from sites.publishing.review.answering import answer_for_us, asked_of_us, may_answer, units_answering
from sites.publishing.review.asking import needs_assessment
from sites.publishing.review.capacities import signable_by
from sites.publishing.review.forcing import confirm, to_confirm_by
from sites.publishing.review.freezing import frozen_text
from sites.publishing.review.models import ForcedPublication, RiskAssessment, SignOff, Unit
from sites.publishing.review.signing import send_back, sign

AGREE, RETURN = "agree", "return"


class DecisionForm(forms.Form):
    """Agreeing needs no words; sending back does."""

    decision = forms.ChoiceField(
        label=gettext_lazy("意见"),
        choices=[(AGREE, gettext_lazy("同意")), (RETURN, gettext_lazy("退回修改"))],
        initial=AGREE,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("退回时必填：写明需要修改什么。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == RETURN and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("退回时请写明需要修改什么。"))
        return cleaned


class CountersignForm(DecisionForm):
    unit = forms.ModelChoiceField(label=gettext_lazy("会签部门"), queryset=Unit.objects.none())

    field_order = ["unit", "decision", "comment"]

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(AGREE, _("同意")), (RETURN, _("不同意"))]  # type: ignore[attr-defined]
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        if units:
            field.initial = units[0]


class SignView(ReviewForm):
    """One sign-off: the text as it would be public, what else it waits for, and the decision."""

    template_name = "review/admin/sign.html"
    form_class = DecisionForm

    @cached_property
    def sign_off(self) -> SignOff:
        rows = SignOff.objects.select_related("page", "unit", "revision", "workflow_state__requested_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def mine(self) -> bool:
        return signable_by(self.request.user).filter(pk=self.sign_off.pk).exists()

    def may(self, user: Any) -> bool:
        return takes_part(user)

    def get_page_title(self) -> str:
        return str(self.sign_off)

    def act(self, form: DecisionForm) -> None:
        user, comment = self.request.user, form.cleaned_data["comment"]
        if form.cleaned_data["decision"] == AGREE:
            sign(self.sign_off, user=user, comment=comment)
            self.done = _("已同意：%s") % self.sign_off.page.draft_title
        else:
            send_back(self.sign_off, user=user, comment=comment)
            self.done = _("已退回修改：%s") % self.sign_off.page.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.sign_off
        tester = row.page.permissions_for_user(self.request.user)
        return super().get_context_data(**kwargs) | {
            "row": row,
            "text": frozen_text(row.revision),
            "mine": self.mine,
            "steps": steps_of(row.page_id)[:30],
            "assessed": needs_assessment(row.page.specific),
            "assessment": RiskAssessment.objects.filter(page=row.page).first(),
            "may_compare": row.page.live and tester.can_edit(),
        }


class PreviewView(ReviewPage, View):
    """The page of a sign-off as citizens would see it."""

    def may(self, user: Any) -> bool:
        return takes_part(user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(SignOff.objects.select_related("revision"), pk=kwargs["pk"])
        page: Any = row.revision.as_object()
        response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
        return response


class CountersignView(ReviewForm):
    """What another court asks: the text as that court froze it."""

    template_name = "review/admin/countersign.html"
    form_class = CountersignForm

    @cached_property
    def asked(self) -> Countersignature:
        return get_object_or_404(asked_of_us(), pk=self.kwargs["pk"])

    def may(self, user: Any) -> bool:
        return may_answer(user)

    def get_page_title(self) -> str:
        return _("法院会签")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"units": units_answering(self.request.user)}

    def act(self, form: CountersignForm) -> None:
        given = form.cleaned_data
        agreed = given["decision"] == AGREE
        answer_for_us(self.asked, agreed=agreed, unit=given["unit"], user=self.request.user, comment=given["comment"])
        self.done = _("已会签：%s") % self.asked.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_ = self.asked.state == Countersignature.State.WAITING
        return super().get_context_data(**kwargs) | {"asked": self.asked, "open": open_}


class ConfirmForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("确认意见"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写明核对了什么；内容不当的，先撤下再确认。"),
    )


class ConfirmView(ReviewForm):
    """A forced publication: why, by whom, and the confirmation by somebody else."""

    template_name = "review/admin/confirm.html"
    form_class = ConfirmForm

    @cached_property
    def forced(self) -> ForcedPublication:
        rows = ForcedPublication.objects.select_related("release__page", "release__revision")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may(self, user: Any) -> bool:
        return takes_part(user) or policy_registry.get_by_type(type(self.forced.release.page)).user_has_any_permission(
            user, {"add", "change", "publish"}
        )

    def get_page_title(self) -> str:
        return _("强制公开")

    def act(self, form: ConfirmForm) -> None:
        confirm(self.forced, user=self.request.user, remark=form.cleaned_data["remark"])
        self.done = _("已确认：%s") % self.forced

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self.forced.release.revision
        return super().get_context_data(**kwargs) | {
            "forced": self.forced,
            "text": frozen_text(revision) if revision else None,
            "mine": to_confirm_by(self.request.user).filter(pk=self.forced.pk).exists(),
        }
