"""Taking several pages down at once, each for the same reason; and no bulk deletion of what is public."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.models import Page

from sites.publishing.gate.errors import WithdrawalRefused
from sites.publishing.withdrawal.admin.forms import ReasonForm
from sites.publishing.withdrawal.models import Withdrawal
from sites.publishing.withdrawal.withdrawing import Decision, withdraw


class WithdrawBulkAction(UnpublishBulkAction):
    """In the place of Wagtail's own, whose addresses and buttons it keeps."""

    display_name = gettext_lazy("撤下")
    aria_label = gettext_lazy("撤下所选页面")
    template_name = "withdrawal/admin/withdraw_many.html"
    form_class = ReasonForm

    def get_execution_context(self) -> dict[str, Any]:
        assert self.cleaned_form is not None  # noqa: S101  # it is asked for when the form was filled in
        return {"user": self.request.user, "decision": self.cleaned_form.decision()}

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
        except WithdrawalRefused as refusal:
            form.add_error(NON_FIELD_ERRORS, str(refusal))
            response = self.render_to_response(self.get_context_data(form=form))
        return response

    @classmethod
    def execute_action(
        cls, objects: Sequence[Page], *, decision: Decision, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        outermost = sorted(objects, key=lambda page: page.path)
        done: list[Withdrawal] = []
        for page in outermost:
            if Page.objects.filter(pk=page.pk, live=True).exists():  # unless it came down with one above it
                done.append(withdraw(page, decision, user=user))
        return len(done), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        text = ngettext("已撤下 %(count)d 个页面。", "已撤下 %(count)d 个页面。", num_parent_objects)
        return text % {"count": num_parent_objects}
