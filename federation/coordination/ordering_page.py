"""紧急撤下 in the platform's admin: find a page of any court, see what would come down, and order it with a reason."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from federation.coordination.copies import settle_requests
from federation.coordination.models import CopyRequest, WithdrawalReport
from federation.coordination.places import from_json
from federation.coordination.reasons import CHOSEN, Reason
from federation.coordination.taking_down import CannotOrder, Target, consider, take_down
from federation.ledger.acting import current_actor
from search.backends.base import SearchUnavailable
from search.services import search
from search.types import Hit, Query

LIST = "withdrawal_reports:index"


class OfThePlatform(WagtailAdminTemplateMixin):
    """A page about emergency withdrawals, for those who may order one."""

    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policy_registry.get_by_type(WithdrawalReport).user_has_permission(request.user, "change"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("首页")}
        return [home, {"url": reverse(LIST), "label": _("紧急撤下")}, {"url": "", "label": str(self.get_page_title())}]


class OrderForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("原因"), choices=CHOSEN)
    words = forms.CharField(
        label=gettext_lazy("理由"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("记入该院台账，公众看不到。请勿写入应当隐去的内容本身。"),
    )
    public_words = forms.CharField(
        label=gettext_lazy("对外说明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("在原地址上对公众说的话。留空时按原因说一句通用的话，不提具体内容。"),
    )
    copies = forms.MultipleChoiceField(
        label=gettext_lazy("其他法院的相同内容"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾选的一并撤下，各记入该院台账。"),
    )

    def __init__(self, *args: Any, target: Target | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies = target.copies if target else ()
        if copies:
            field: Any = self.fields["copies"]
            field.choices = [(each.url, f"{each.court_name}　{each.title}　{each.url}") for each in copies]
        else:
            del self.fields["copies"]


class OrderView(OfThePlatform, FormView):
    page_title = gettext_lazy("责令撤下")
    template_name = "coordination/admin/order.html"
    form_class = OrderForm

    @cached_property
    def asked(self) -> str:
        return str(self.request.GET.get("q", "")).strip()

    @cached_property
    def target(self) -> Target | None:
        """The page at the address that was given; none where words were given instead, or nothing is there."""
        if "/" not in self.asked:
            return None
        try:
            return consider(self.asked)
        except CannotOrder as refusal:
            self.refusal = str(refusal)
            return None

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        if not self.asked or "/" in self.asked:
            return ()
        try:
            return search(Query(text=self.asked, page_size=20)).hits
        except SearchUnavailable as failure:
            self.refusal = str(failure)
            return ()

    @cached_property
    def wanted(self) -> CopyRequest | None:
        """What a court has asked for this address."""
        waiting = CopyRequest.objects.filter(url=self.asked, state=CopyRequest.State.WAITING)
        return waiting.select_related("asking").first()

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.wanted.reason, "words": self.wanted.words} if self.wanted else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"target": self.target}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "refuse" in request.POST and self.wanted is not None:
            settle_requests([self.asked], state=CopyRequest.State.REFUSED, by=_who())
            messages.success(request, _("已记录：不予撤下 %s") % self.asked)
            return redirect("copy_requests:index")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: OrderForm) -> HttpResponse:
        if self.target is None:
            return self.form_invalid(form)
        given = form.cleaned_data
        accounts, refusals = take_down(
            [self.asked, *given.get("copies", ())],
            reason=Reason(given["reason"]),
            words=given["words"],
            by=_who(),
            public_words=given["public_words"],
        )
        for each in refusals:
            messages.error(self.request, f"{each.address}：{each.reason}")
        if not accounts:
            return self.form_invalid(form)
        act = WithdrawalReport.objects.values_list("act", flat=True).get(pk=accounts[0].key)
        messages.success(self.request, _("已撤下。各处情况如下。"))
        return redirect("withdrawal_act", act)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"asked": self.asked, "target": self.target, "hits": self.hits, "wanted": self.wanted}
        return super().get_context_data(**kwargs) | own | {"refusal": getattr(self, "refusal", "")}


class ActView(OfThePlatform, TemplateView):
    """The account of what was ordered together."""

    page_title = gettext_lazy("各处情况")
    template_name = "coordination/admin/act.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = list(
            WithdrawalReport.objects.filter(act=self.kwargs["act"]).select_related("court").order_by("withdrawn_at")
        )
        if not reports:
            raise Http404
        told = [(report, from_json(report.places)) for report in reports]
        return super().get_context_data(**kwargs) | {"told": told}


def _who() -> str:
    actor = current_actor()
    return f"{actor.display}（{actor.name}）" if actor.display else actor.name


order_urls = [
    path("coordination/withdraw/", OrderView.as_view(), name="order_withdrawal"),
    path("coordination/withdrawals/act/<uuid:act>/", ActView.as_view(), name="withdrawal_act"),
]
