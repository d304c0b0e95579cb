"""办理期限: how many working days each step has."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from sites.publishing.review.asking import review_terms
from sites.publishing.review.models import ReviewTerms


class TermsView(generic.EditView):
    model = ReviewTerms
    fields = ["verification", "secrecy", "joint", "approval", "publication", "escalation"]
    page_title = _("办理期限")
    header_icon = "history"
    permission_required = "change"
    edit_url_name = "review_terms"
    index_url_name = "review_terms"
    success_message = _("办理期限已保存。")
    error_message = _("办理期限未能保存，请按提示修改。")

    def get_object(self, queryset: Any = None) -> ReviewTerms:
        return review_terms()

    def get_edit_url(self) -> str:
        return reverse("review_terms")

    def get_success_url(self) -> str:
        return reverse("review_terms")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items[:1], {"url": "", "label": str(_("办理期限"))}]
