"""What the pages under 当事人查阅 have in common. None of them writes into Wagtail's own log, which knows no audience."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sites.parties.admin.rights import has_any
from sites.publishing.review.admin.pages import ReviewForm, ReviewPage


class InTheRoom(ReviewPage):
    rights: tuple[str, ...] = ()
    header_icon = "user"
    _show_breadcrumbs = True

    def may(self, user: Any) -> bool:
        return has_any(user, *self.rights)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        cases = {"url": reverse("party_cases:index"), "label": _("当事人查阅")}
        return [cases, *self.above(), {"url": "", "label": str(self.get_page_title())}]

    def above(self) -> list[dict[str, str]]:
        """What stands between the list of cases and this page."""
        return []


class FormOfTheRoom(InTheRoom, ReviewForm):
    """A form with a button of its own words."""

    template_name = "parties/admin/form.html"
    button: str | Promise = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"button": self.button, "back": self.get_success_url()}
