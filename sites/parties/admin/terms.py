"""设置: whether parties may read on the court's site, and how often anybody may ask."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.parties.admin.rights import TERMS
from sites.parties.admin.room import FormOfTheRoom
from sites.parties.models import ReadingTerms
from sites.parties.models.terms import reading_terms
from sites.parties.senders.choosing import is_configured


class TermsForm(forms.ModelForm):
    class Meta:
        model = ReadingTerms
        fields = [
            "open",
            "help_phone",
            "codes_a_contact",
            "requests_a_case",
            "requests_an_origin",
            "requests_a_day",
        ]

    def clean_open(self) -> bool:
        wanted = bool(self.cleaned_data["open"])
        if wanted and not is_configured():
            raise forms.ValidationError(
                _("平台没有配置发送验证码的方式，不能开通。请联系平台管理员设置 PARTY_CODE_SENDER。")
            )
        return wanted


class TermsView(FormOfTheRoom):
    page_title = gettext_lazy("当事人查阅设置")
    header_icon = "cog"
    form_class = TermsForm
    rights = (TERMS,)
    button = gettext_lazy("保存")
    done = gettext_lazy("设置已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": reading_terms()}

    def act(self, form: TermsForm) -> None:
        form.save()

    def get_success_url(self) -> str:
        return reverse("party_terms")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("待办")},
            {"url": "", "label": str(self.page_title)},
        ]
