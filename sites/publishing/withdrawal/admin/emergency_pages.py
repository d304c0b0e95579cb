"""紧急撤下: the button with its reason, and the account of what came of it."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.models import Page

from federation.coordination.copies import ask_for_copies, requests_of
from federation.coordination.reasons import CHOSEN, Reason
from federation.courts.selectors import hosts_of_schema
from search.following.overtaking import ask_again
from sites.publishing.review.admin.pages import ReviewForm, ReviewPage
from sites.publishing.review.admin.policies import takes_part
from sites.publishing.review.naming import name_of
from sites.publishing.withdrawal.admin.forms import NOT_HERE
from sites.publishing.withdrawal.admin.page_form import OfPublicPage
from sites.publishing.withdrawal.emergencies import confirm, may_withdraw_at_once, withdraw_at_once
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.notices import end_notice
from sites.publishing.withdrawal.reaching import account_of, reach
from sites.publishing.withdrawal.standing import public_page_at
from sites.publishing.withdrawal.withdrawing import WORDS_AT_LEAST, Decision

LIST = "withdrawals"


class EmergencyForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("原因"), choices=CHOSEN, initial=Reason.PERSONAL)
    words = forms.CharField(
        label=gettext_lazy("理由"),
        min_length=WORDS_AT_LEAST,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text=NOT_HERE,
    )


class WithdrawAtOnceView(OfPublicPage):
    """One click and a reason."""

    page_title = gettext_lazy("紧急撤下")
    template_name = "review/admin/ask.html"
    header_icon = "warning"
    form_class = EmergencyForm

    def may(self, user: Any) -> bool:
        return may_withdraw_at_once(user)

    def act(self, form: EmergencyForm) -> None:
        given = form.cleaned_data
        decision = Decision(reason=Reason(given["reason"]), words=given["words"])
        self.made = withdraw_at_once(self.page, decision, user=self.request.user).withdrawal
        self.done = _("已紧急撤下“%s”，并已报上级法院。各处情况如下。") % self.made.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = [
            _("将撤下：%s") % self.page.title,
            _("页面连同下级页面、附件、图片、检索结果和旧网址立即撤下，正在进行的审核随之取消。"),
            _("撤下后列出各处情况：哪里已撤下，哪里没有撤下、怎么办。没有撤下的会自动重试。"),
            _("此举记入台账，报上级法院，并在后台一直提示，直到他人确认。"),
        ]
        return super().get_context_data(**kwargs) | {
            "words": words,
            "button": _("紧急撤下"),
            "serious": True,
            "back": reverse(LIST),
        }


class AddressForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("公开页面的网址"), max_length=1000, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def clean_address(self) -> Page:
        parts = urlsplit(self.cleaned_data["address"].strip())
        ours = not parts.hostname or parts.hostname.removeprefix("www.") in hosts_of_schema()
        page = public_page_at(unquote(parts.path)) if ours else None
        if page is None:
            raise forms.ValidationError(_("本院网站的这个地址上没有公开的页面。"))
        return page


class FindPageView(ReviewPage, FormView):
    """For those who do not work with pages: the page by its public address."""

    page_title = gettext_lazy("紧急撤下")
    template_name = "review/admin/ask.html"
    header_icon = "warning"
    form_class = AddressForm

    def may(self, user: Any) -> bool:
        return may_withdraw_at_once(user)

    def form_valid(self, form: AddressForm) -> HttpResponse:
        return redirect("withdraw_at_once", form.cleaned_data["address"].pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"button": _("下一步"), "back": reverse(LIST)}


class ConfirmForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("确认意见"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写明核对了什么：撤下是否妥当，各处是否已经撤下。"),
    )


class AccountView(ReviewForm):
    """A withdrawal: why, by whom, what its address says, and of an emergency every place, and the confirmation."""

    template_name = "withdrawal/admin/account.html"
    header_icon = "download"
    form_class = ConfirmForm

    @cached_property
    def row(self) -> Withdrawal:
        rows = Withdrawal.objects.select_related("emergency", "replacement", "page")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may(self, user: Any) -> bool:
        return takes_part(user)

    def get_page_title(self) -> str:
        return _("紧急撤下") if self.row.urgent else _("撤下")

    def get_page_subtitle(self) -> str:
        return self.row.title

    def act(self, form: ConfirmForm) -> None:
        confirm(self.row.emergency, user=self.request.user, remark=form.cleaned_data["remark"])
        self.done = _("已确认：%s") % self.row

    def get_success_url(self) -> str:
        return reverse("withdrawal_account", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        emergency = self.row.emergency if self.row.urgent else None
        user: Any = self.request.user
        own = {
            "row": self.row,
            "emergency": emergency,
            "addresses": self.row.addresses.order_by("pk")[:50],
            "places": account_of(emergency) if emergency else [],
            "requests": requests_of(self.row.key),
            "mine": user.has_perm("court_review.supervise") and self.row.withdrawn_by_id != user.pk,
            "may_act": may_withdraw_at_once(user),
            "may_edit": self.row.page and self.row.page.specific.permissions_for_user(user).can_edit(),
        }
        return super().get_context_data(**kwargs) | own


class _OnAccount(ReviewPage, View):
    """A button of the account. `acts_on` says of which withdrawals."""

    http_method_names = ["post"]
    acts_on = Q(urgent=True)

    def may(self, user: Any) -> bool:
        return may_withdraw_at_once(user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Withdrawal.objects.select_related("emergency"), self.acts_on, pk=pk)
        self.act(row)
        return redirect("withdrawal_account", row.pk)

    def act(self, row: Withdrawal) -> None:
        raise NotImplementedError


class ReachAgainView(_OnAccount):
    """Try now what could not be reached."""

    def act(self, row: Withdrawal) -> None:
        ask_again()
        if left := reach(row.emergency):
            messages.warning(self.request, _("仍有 %(count)d 处没有撤下，稍后自动重试。") % {"count": len(left)})
        else:
            messages.success(self.request, _("本平台能撤下的各处均已撤下。"))


class AskForCopiesView(_OnAccount):
    """Ask the superior to take down the same text at other courts."""

    def act(self, row: Withdrawal) -> None:
        count = ask_for_copies(
            row.emergency.copies,
            withdrawal=row.key,
            title=row.title,
            reason=row.reason,
            words=row.words,
            asked_by=name_of(self.request.user),
        )
        messages.success(self.request, _("已请上级法院撤下 %(count)d 处。") % {"count": count})


class EndNoticeView(_OnAccount):
    """Take the notice of a correction from its page."""

    acts_on = Q()

    def act(self, row: Withdrawal) -> None:
        if not row.is_notice:
            raise PermissionDenied
        end_notice(row)
        messages.success(self.request, _("文首不再显示这条更正说明。"))
