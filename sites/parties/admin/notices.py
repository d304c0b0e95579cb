"""告知事项: writing one, reading it over, its files, releasing and withdrawing it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.widgets import AdminDateTimeInput

from sites.parties.admin.files import FilesField, download
from sites.parties.admin.people import OfACase
from sites.parties.admin.rights import OF_NOTICES, RELEASE, WRITE, has_any
from sites.parties.admin.room import FormOfTheRoom, InTheRoom
from sites.parties.models import Case, Party, PartyFile, PartyNotice
from sites.parties.notices import attach, detach, release_notice, withdraw_notice, write_notice


class NoticeForm(forms.ModelForm):
    class Meta:
        model = PartyNotice
        fields = ["kind", "title", "body", "for_all", "recipients", "valid_from", "valid_to"]
        widgets = {
            "recipients": forms.CheckboxSelectMultiple,
            "valid_from": AdminDateTimeInput,
            "valid_to": AdminDateTimeInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recipients"]
        field.queryset = Party.objects.filter(case=self.instance.case)
        field.label_from_instance = lambda party: f"{party.name}（{party.get_role_display()}）"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("for_all") and not cleaned.get("recipients"):
            self.add_error("recipients", _("请选择发给谁，或者勾选发给全部当事人。"))
        if cleaned.get("for_all") and cleaned.get("recipients"):
            self.add_error("recipients", _("已经勾选发给全部当事人，请取消其中之一。"))
        return cleaned


class WriteNoticeView(OfACase):
    page_title = gettext_lazy("撰写告知事项")
    form_class = NoticeForm
    rights = (WRITE,)
    button = gettext_lazy("保存")
    done = gettext_lazy("已保存，须由其他人员核发后当事人才能看到。")

    @cached_property
    def notice(self) -> PartyNotice:
        return PartyNotice(case=self.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.notice}

    @transaction.atomic
    def act(self, form: NoticeForm) -> None:
        write_notice(form.save(commit=False), by=self.request.user)
        form.save_m2m()

    def get_success_url(self) -> str:
        return notice_address(self.notice) if self.notice.pk else super().get_success_url()

    def above(self) -> list[dict[str, str]]:
        return [{"url": reverse("party_case", args=[self.case.pk]), "label": self.case.number}]


class EditNoticeView(WriteNoticeView):
    page_title = gettext_lazy("修改告知事项")

    @cached_property
    def notice(self) -> PartyNotice:
        return get_object_or_404(PartyNotice.objects.select_related("case"), pk=self.kwargs["pk"])

    @property
    def case(self) -> Case:
        return self.notice.case


def notice_address(notice: PartyNotice) -> str:
    return reverse("party_notice_admin", args=[notice.pk])


class OfANotice(FormOfTheRoom):
    @cached_property
    def notice(self) -> PartyNotice:
        return get_object_or_404(PartyNotice.objects.select_related("case"), pk=self.kwargs["pk"])

    def above(self) -> list[dict[str, str]]:
        case = self.notice.case
        return [{"url": reverse("party_case", args=[case.pk]), "label": case.number}]

    def get_success_url(self) -> str:
        return notice_address(self.notice)


class ReleaseForm(forms.Form):
    """Nothing to fill in: the one act of a draft."""


class NoticeView(OfANotice):
    """A notice as the parties will read it, with the act of releasing it."""

    template_name = "parties/admin/notice.html"
    form_class = ReleaseForm
    rights = OF_NOTICES
    button = gettext_lazy("核发")
    done = gettext_lazy("已核发，当事人现在可以查阅。")

    def get_page_title(self) -> str:
        return self.notice.title

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_any(request.user, RELEASE):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def act(self, form: ReleaseForm) -> None:
        release_notice(self.notice, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.notice, self.request.user
        return super().get_context_data(**kwargs) | {
            "notice": row,
            "files": row.files.all(),
            "recipients": row.recipients.all(),
            "may_write": row.is_draft and has_any(user, WRITE),
            "may_release": row.is_draft and has_any(user, RELEASE) and user.pk not in row.hands,
            "may_withdraw": row.state == row.State.RELEASED and has_any(user, RELEASE),
            "readers": row.accesses.filter(act="read").values("name").distinct().count(),
            "attaching": AttachForm(),
        }


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("撤回理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawNoticeView(OfANotice):
    page_title = gettext_lazy("撤回告知事项")
    form_class = WithdrawForm
    rights = (RELEASE,)
    button = gettext_lazy("撤回")
    done = gettext_lazy("已撤回，当事人不再看到。")

    def act(self, form: WithdrawForm) -> None:
        withdraw_notice(self.notice, by=self.request.user, reason=form.cleaned_data["reason"])


class AttachForm(forms.Form):
    attachments = FilesField(label=gettext_lazy("添加附件"))


class AttachView(OfANotice):
    page_title = gettext_lazy("添加附件")
    form_class = AttachForm
    rights = (WRITE,)
    button = gettext_lazy("上传")
    done = gettext_lazy("附件已添加。")

    def act(self, form: AttachForm) -> None:
        attach(self.notice, form.cleaned_data["attachments"], by=self.request.user)


class DetachView(OfANotice):
    page_title = gettext_lazy("移除附件")
    form_class = forms.Form
    rights = (WRITE,)
    template_name = "parties/admin/remove_file.html"
    button = gettext_lazy("移除")
    done = gettext_lazy("附件已移除。")

    @cached_property
    def file(self) -> PartyFile:
        return get_object_or_404(PartyFile.objects.select_related("notice__case"), pk=self.kwargs["pk"])

    @property
    def notice(self) -> PartyNotice:
        return self.file.notice

    def act(self, form: forms.Form) -> None:
        detach(self.file, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"file": self.file}


class StaffFileView(InTheRoom, View):
    """A file for those who write and release: what is handed over is looked at first."""

    rights = OF_NOTICES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return download(get_object_or_404(PartyFile, pk=kwargs["pk"]))
