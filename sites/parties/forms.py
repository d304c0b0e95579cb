"""What a citizen types: a case number with a name, and a code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.parties.identifying import case_number, name_key
from sites.parties.models.cases import NOT_A_NUMBER
from sites.parties.proof.digests import Asked


class AskForm(forms.Form):
    use_required_attribute = False
    number = forms.CharField(
        label=_("案号"),
        max_length=60,
        help_text=_("写在受理通知书、传票和裁判文书上，例如 （2018）京0105民初1234号。"),
        error_messages={"required": _("请填写案号。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    name = forms.CharField(
        label=_("姓名或者单位名称"),
        max_length=100,
        help_text=_("当事人、法定代理人、诉讼代理人、辩护人在本院登记的姓名。"),
        error_messages={"required": _("请填写姓名或者单位名称。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
    )

    def clean_number(self) -> str:
        number = case_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(NOT_A_NUMBER)
        return number

    def clean_name(self) -> str:
        key = name_key(self.cleaned_data["name"])
        if not key:
            raise forms.ValidationError(_("请填写姓名或者单位名称。"))
        return key

    @property
    def asked(self) -> Asked:
        return Asked(self.cleaned_data["number"], self.cleaned_data["name"])


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("验证码"),
        max_length=12,
        error_messages={"required": _("请填写收到的 6 位验证码。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "enterkeyhint": "done", "autofocus": True}
        ),
    )
