"""法院会签: what other courts ask this one to sign. The rows are the platform's; a court sees those addressed to it."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from sites.publishing.review.admin.pages import ReviewPage
from sites.publishing.review.answering import asked_of_us, may_answer

A_PAGE = 50


class CountersignaturesView(ReviewPage, TemplateView):
    page_title = _("法院会签")
    template_name = "review/admin/countersignatures.html"

    def may(self, user: Any) -> bool:
        return may_answer(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = asked_of_us().defer("html").order_by("-asked_at")
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"rows": page}
