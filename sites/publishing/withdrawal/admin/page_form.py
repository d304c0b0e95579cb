"""撤下: the form for one page, in the place of Wagtail's own question."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sites.publishing.review.admin.pages import ReviewForm
from sites.publishing.withdrawal.admin.forms import WithdrawForm
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.reasons import Outcome
from sites.publishing.withdrawal.withdrawing import withdraw


class OfPublicPage(ReviewForm):
    """A form about one page that is public."""

    header_icon = "download"

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific

    def get_page_subtitle(self) -> str:
        return str(self.page.draft_title)

    made: Withdrawal

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *above, last = super().get_breadcrumbs_items()
        return [*above, {"url": self.back(), "label": self.page.draft_title}, last]

    def back(self) -> str:
        """Not the editor, which not everybody who takes down may open."""
        return reverse("wagtailadmin_explore", args=[self.page.pk])

    def get_success_url(self) -> str:
        return reverse("withdrawal_account", args=[self.made.pk])


class WithdrawView(OfPublicPage):
    page_title = gettext_lazy("撤下")
    template_name = "withdrawal/admin/withdraw.html"
    form_class = WithdrawForm

    @cached_property
    def below(self) -> int:
        return int(self.page.get_descendants().live().count())

    def may(self, user: Any) -> bool:
        return bool(self.page.permissions_for_user(user).can_unpublish())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_descendants": bool(self.below)}

    def act(self, form: WithdrawForm) -> None:
        self.made = withdraw(self.page, form.decision(), user=self.request.user)
        self.done = _said_of(self.made, stays=form.cleaned_data["stays"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "page": self.page,
            "below": self.below,
            "button": _("撤下"),
            "serious": True,
            "back": self.back(),
        }
        return super().get_context_data(**kwargs) | own


def _said_of(made: Withdrawal, *, stays: bool) -> str:
    if made.outcome == Outcome.CORRECTED and stays:
        return _("已登记对“%s”的更正。请修改后提交审核，公开时文首会注明更正了什么。") % made.title
    if made.outcome == Outcome.CORRECTED:
        return _("已撤下“%s”待更正。请修改后提交审核，公开时文首会注明更正了什么。") % made.title
    return _("已撤下“%s”。要重新公开，须重新审核。") % made.title
