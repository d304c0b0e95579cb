"""当事人: adding, changing and removing those who may read about a case."""

from typing import Any

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.parties.admin.rights import KEEP
from sites.parties.admin.room import FormOfTheRoom
from sites.parties.keeping import keep_party, remove_party
from sites.parties.models import Case, Party


class PartyForm(forms.ModelForm):
    class Meta:
        model = Party
        fields = ["name", "role", "contact", "acts_for"]
        widgets = {"acts_for": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["acts_for"]
        field.queryset = Party.objects.filter(case=self.instance.case, role=Party.Role.PARTY).exclude(
            pk=self.instance.pk
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Party.Role.PARTY and cleaned.get("acts_for"):
            self.add_error("acts_for", _("当事人本人不代理他人。请改选身份，或者取消勾选。"))
        return cleaned


class OfACase(FormOfTheRoom):
    rights = (KEEP,)

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(Case, pk=self.kwargs["case"])

    def above(self) -> list[dict[str, str]]:
        return [{"url": self.get_success_url(), "label": self.case.number}]

    def get_success_url(self) -> str:
        return reverse("party_case", args=[self.case.pk])


class AddPartyView(OfACase):
    page_title = gettext_lazy("登记当事人")
    form_class = PartyForm
    button = gettext_lazy("登记")
    done = gettext_lazy("已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Party(case=self.case)}

    @transaction.atomic
    def act(self, form: PartyForm) -> None:
        keep_party(form.save(commit=False))
        form.save_m2m()


class OfAParty(OfACase):
    @cached_property
    def party(self) -> Party:
        return get_object_or_404(Party.objects.select_related("case"), pk=self.kwargs["pk"])

    @property
    def case(self) -> Case:
        return self.party.case


class EditPartyView(OfAParty):
    page_title = gettext_lazy("修改当事人")
    form_class = PartyForm
    button = gettext_lazy("保存")
    done = gettext_lazy("已保存。更换联系方式的，原来的查阅已经退出。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.party}

    @transaction.atomic
    def act(self, form: PartyForm) -> None:
        keep_party(form.save(commit=False))
        form.save_m2m()


class RemovePartyView(OfAParty):
    page_title = gettext_lazy("移除当事人")
    template_name = "parties/admin/remove.html"
    form_class = forms.Form
    button = gettext_lazy("移除")
    done = gettext_lazy("已移除，正在查阅的已经退出。")

    def act(self, form: forms.Form) -> None:
        remove_party(self.party)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"party": self.party}
