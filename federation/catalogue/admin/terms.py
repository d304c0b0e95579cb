"""公开时限: the 45 items with who owes them, within which time, how often and in which form; the platform may demand more."""

from typing import Any

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views import generic

from federation.catalogue.models import ItemTerms
from federation.catalogue.obligations import Obligation, all_obligations
from federation.catalogue.wording import form_names, limit_in_words
from federation.courts.admin_views import ModelPage
from federation.courts.menus import AllowedMenuItem, may
from federation.domain.courts import LEVEL_NAMES, Level

_ADDRESS, _EDIT = "catalogue_terms", "catalogue_terms_edit"


def _owers(owed: Obligation) -> str:
    levels = owed.item.owed_by
    return _("各级法院") if len(levels) == len(Level) else "、".join(str(LEVEL_NAMES[level]) for level in levels)


def _days(owed: Obligation) -> str:
    return ngettext("%(days)d 天", "%(days)d 天", owed.renewal_days) % {"days": owed.renewal_days}


class TermsView(ModelPage):
    model = ItemTerms
    template_name = "catalogue/admin/terms.html"
    page_title = gettext_lazy("公开时限")
    header_icon = "list-ul"
    any_permission_required = ["change", "view"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [
            TitleColumn(
                "item",
                label=_("事项"),
                accessor=lambda owed: f"{owed.item.code} {owed.item.name}",
                get_url=lambda owed: reverse(_EDIT, args=[owed.item.code]),
                width="40%",
            ),
            Column("owed_by", label=_("公开主体"), accessor=_owers),
            Column("limit", label=_("公开时限"), accessor=lambda owed: limit_in_words(owed.limit)),
            Column("renewal", label=_("更新周期"), accessor=_days),
            Column("forms", label=_("形式"), accessor=lambda owed: form_names(owed.forms)),
        ]
        return super().get_context_data(**kwargs) | {"table": Table(columns, all_obligations())}


class EditTermsView(generic.EditView):
    model = ItemTerms
    fields = ["limit_days", "renewal_days"]
    header_icon = "list-ul"
    permission_required = "change"
    edit_url_name = _EDIT
    index_url_name = _ADDRESS
    success_message = gettext_lazy("“%(object)s”的时限已保存。")
    error_message = gettext_lazy("未能保存，请按提示修改。")

    def get_object(self, queryset: Any = None) -> ItemTerms:
        """As the terms stand, whether the platform has set any or not."""
        owed = {each.item.code: each for each in all_obligations()}.get(self.kwargs["pk"])
        if owed is None:
            raise Http404
        return ItemTerms(item=owed.item.code, limit_days=owed.limit.days, renewal_days=owed.renewal_days)

    def get_page_subtitle(self) -> str:
        return str(self.object)


def terms_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("公开时限"),
        reverse(_ADDRESS),
        allowed=may(ItemTerms, "change", "view"),
        name="catalogue-terms",
        icon_name="list-ul",
        order=10,
    )


terms_urls = [
    path("catalogue/terms/", TermsView.as_view(), name=_ADDRESS),
    path("catalogue/terms/<str:pk>/", EditTermsView.as_view(), name=_EDIT),
]
