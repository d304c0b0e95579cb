"""What is asked of whoever takes something down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from federation.coordination.reasons import CHOSEN, Reason
from sites.publishing.withdrawal.reasons import Outcome
from sites.publishing.withdrawal.withdrawing import WORDS_AT_LEAST, Decision

NOT_HERE = _("记入台账，公众看不到。请勿写入应当隐去的内容本身。")


class ReasonForm(forms.Form):
    """Why, for the court and for anybody."""

    reason = forms.ChoiceField(label=_("原因"), choices=CHOSEN, initial="", widget=forms.Select)
    words = forms.CharField(
        label=_("理由"),
        min_length=WORDS_AT_LEAST,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOT_HERE,
    )
    public_words = forms.CharField(
        label=_("对外说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("在原地址上对公众说的话。留空时按原因说一句通用的话，不提具体内容。更正的，写明更正了什么。"),
    )
    shows_title = forms.BooleanField(
        label=_("在原地址上保留标题"), required=False, help_text=_("标题本身也不宜公开的，不要勾选。")
    )

    def decision(self) -> Decision:
        return Decision(**self.cleaned_data | {"reason": Reason(self.cleaned_data["reason"])})


class WithdrawForm(ReasonForm):
    """One page: also what comes of it."""

    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=Outcome.choices,
        initial=Outcome.GONE,
        widget=forms.RadioSelect,
        help_text=_(
            "已撤下：原地址说明内容已撤下。已由新页面替代：原地址转到新页面。更正：更正后的内容经审核公开时，文首注明更正了什么。"
        ),
    )
    replacement = forms.ModelChoiceField(
        label=_("替代页面"),
        queryset=Page.objects.filter(depth__gt=1),
        required=False,
        widget=AdminPageChooser(),
        help_text=_("只在“已由新页面替代”时选择。"),
    )
    stays = forms.BooleanField(
        label=_("更正期间先不撤下"), required=False, help_text=_("只用于“更正”：错误不大，不必先撤下的。")
    )
    descendants = forms.BooleanField(label=_("连同下级页面"), required=False, initial=True)

    field_order = ["outcome", "reason", "words", "public_words", "shows_title", "replacement", "stays", "descendants"]

    def __init__(self, *args: Any, has_descendants: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_descendants:
            del self.fields["descendants"]

    def decision(self) -> Decision:
        given = self.cleaned_data | {
            "reason": Reason(self.cleaned_data["reason"]),
            "outcome": Outcome(self.cleaned_data["outcome"]),
        }
        return Decision(**given)
