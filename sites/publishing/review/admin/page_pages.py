"""审核: one page's review, what is declared of it, the assessment of its risks, and forcing it."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from federation.coordination.countersigning import courts_to_ask
from sites.publishing.review.admin.pages import ReviewForm, steps_of
from sites.publishing.review.admin.policies import takes_part
from sites.publishing.review.asking import matter_of, needs_approval, needs_assessment, responsibility_for, unit_of
from sites.publishing.review.declaring import assess, declare
from sites.publishing.review.forcing import REASON_AT_LEAST, force_publication
from sites.publishing.review.models import Release, RiskAssessment, Unit


class MatterForm(forms.Form):
    major = forms.BooleanField(label=gettext_lazy("重大事项"), required=False)
    sensitive = forms.BooleanField(
        label=gettext_lazy("敏感事项"),
        required=False,
        help_text=gettext_lazy("重大、敏感事项须完成风险评估，并经审批。"),
    )
    partners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("会签部门"),
        queryset=Unit.objects.filter(active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("内容还涉及的其他部门，全部会签后才能公开。"),
    )
    courts = forms.MultipleChoiceField(
        label=gettext_lazy("会签法院"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("内容还涉及的其他法院，由其部门在自己的后台会签。按住 Ctrl 可选多个。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["courts"]
        field.choices = list(courts_to_ask().values_list("code", "name"))


class OfPage(ReviewForm):
    """A form about one page, for its editors and for those who have a part in the review."""

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific

    def may(self, user: Any) -> bool:
        return takes_part(user) or bool(self.page.permissions_for_user(user).can_edit())

    def get_page_subtitle(self) -> str:
        return str(self.page.draft_title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *above, last = super().get_breadcrumbs_items()
        page = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.draft_title}
        return [*above, page, last]

    def get_success_url(self) -> str:
        return reverse("review_page", args=[self.page.pk])


class PageReviewView(OfPage):
    page_title = gettext_lazy("审核")
    template_name = "review/admin/page.html"
    form_class = MatterForm

    def may_declare(self) -> bool:
        tester = self.page.permissions_for_user(self.request.user)
        return bool(tester.can_edit()) and not self.page.workflow_in_progress

    def get_initial(self) -> dict[str, Any]:
        matter = matter_of(self.page)
        stored = not matter._state.adding
        return {
            "major": matter.major,
            "sensitive": matter.sensitive,
            "courts": matter.courts,
            "partners": list(matter.partners.all()) if stored else [],
        }

    def act(self, form: MatterForm) -> None:
        if self.may_declare():
            declare(self.page, **form.cleaned_data)
            self.done = _("公开事项已保存。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        responsible = responsibility_for(self.page)
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "unit": unit_of(responsible),
            "approval": needs_approval(responsible, matter_of(self.page)),
            "assessed": needs_assessment(self.page),
            "assessment": RiskAssessment.objects.filter(page_id=self.page.pk).first(),
            "steps": steps_of(self.page.pk)[:50],
            "releases": Release.objects.filter(page_id=self.page.pk)[:20],
            "may_declare": self.may_declare(),
            "may_force": self.request.user.has_perm("court_review.force") and self.page.has_unpublished_changes,
        }


class AssessmentForm(forms.ModelForm):
    class Meta:
        model = RiskAssessment
        fields = ["risks", "measures", "decider", "conclusion"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("risks", "measures")}


class AssessmentView(OfPage):
    page_title = gettext_lazy("风险评估")
    template_name = "review/admin/ask.html"
    form_class = AssessmentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        standing = RiskAssessment.objects.filter(page_id=self.page.pk).first()
        return super().get_form_kwargs() | {"instance": standing}

    def act(self, form: AssessmentForm) -> None:
        assess(self.page, user=self.request.user, **form.cleaned_data)
        self.done = _("风险评估已保存。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"button": _("保存"), "back": self.get_success_url()}


class ForceForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        min_length=REASON_AT_LEAST,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ForceView(OfPage):
    page_title = gettext_lazy("强制公开")
    template_name = "review/admin/ask.html"
    form_class = ForceForm

    def may(self, user: Any) -> bool:
        return takes_part(user) and bool(user.has_perm("court_review.force"))

    def act(self, form: ForceForm) -> None:
        force_publication(self.page, user=self.request.user, reason=form.cleaned_data["reason"])
        self.done = _("“%s”已强制公开，并已报上级法院。请由监督员尽快确认。") % self.page.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = [
            _("不经审核立即公开最新的稿件。正在进行的审核随之取消。"),
            _("此举记入台账，报上级法院，并在后台一直提示，直到没有经手的监督员确认。"),
            _("审查发现的不应公开的内容，强制公开也不能放行。"),
        ]
        own = {"words": words, "button": _("强制公开"), "serious": True, "back": self.get_success_url()}
        return super().get_context_data(**kwargs) | own
