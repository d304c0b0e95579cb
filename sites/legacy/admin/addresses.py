"""旧地址: what became of every address of the legacy site, and deciding by hand where one leads."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import menu
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminPageChooser
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, Page

from federation.courts.current import site_of
from federation.courts.viewsets import PartialViewSet
from sites.legacy.models import MissedAddress, OldAddress
from sites.legacy.old_addresses.keys import key_on_site, qualified_key
from sites.legacy.old_addresses.leading import Standing, new_address, standing_of
from sites.legacy.old_addresses.pointing import POINTED, point_old_address
from sites.legacy.old_addresses.targets import TargetRefused, final_target
from sites.pages.base import HOME_DEPTH

ROWS_A_CHUNK = 2000
BYTE_ORDER_MARK = "\ufeff".encode()  # without it spreadsheets take Chinese for the system's own charset


class TargetForm(forms.Form):
    """A page, or a path on the court's site, that an old address is to lead to."""

    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gte=HOME_DEPTH),
        label=gettext_lazy("新页面"),
        required=False,
        widget=AdminPageChooser,
        help_text=gettext_lazy("页面移动或改名后，旧地址仍会指向它。"),
    )
    link = forms.CharField(
        label=gettext_lazy("或者：本院网站上的地址"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("以“/”开头，只能是本院自己的域名，用于附件等不是页面的内容。"),
    )

    def __init__(self, *args: Any, instance: OldAddress | MissedAddress, **kwargs: Any) -> None:
        if isinstance(instance, OldAddress):
            kwargs["initial"] = {"page": instance.page_id, "link": instance.link}
        super().__init__(*args, **kwargs)
        self.instance = instance

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        page, link = cleaned.get("page"), cleaned.get("link", "")
        if not self.errors and bool(page) == bool(link):
            self.add_error(None, _("请选择新页面，或填写本院网站上的地址，二者选其一。"))
        elif link:
            try:
                final_target(link, away_from=self.instance.key)
            except TargetRefused as refusal:
                self.add_error("link", str(refusal))
        return cleaned


def answer_today(old: OldAddress) -> str:
    """What a visitor of an old address gets now, in a word."""
    return {
        Standing.LEADS: _("跳转"),
        Standing.GONE: _("已失效（410）"),
        Standing.UNPUBLISHED: _("尚未公开（404）"),
    }[standing_of(old)]


def target_link(old: OldAddress) -> str:
    """The new page or path as a link, for the list."""
    path = new_address(old)
    if not path:
        return answer_today(old)
    return format_html('<a href="{}">{}</a>', path, old.page.title if old.page else path)


def yes_if_by_hand(old: OldAddress) -> str:
    return _("是") if old.set_by_hand else ""


def tried_out(request: HttpRequest, old: OldAddress) -> str:
    """The old address as a visitor would ask for it at the court's site today."""
    if old.key.startswith("//"):
        return f"{request.scheme}:{old.key}"
    site = site_of(request)
    return f"{site.address if site else ''}{'' if old.key.startswith('/') else '/'}{old.key}"


class OldAddressIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[OldAddress]:
        return OldAddress.objects.select_related("page")

    def search_queryset(self, queryset: QuerySet[OldAddress]) -> QuerySet[OldAddress]:
        """By any part of an address; a whole one is found in all of its spellings."""
        typed = (self.search_query or "").strip()
        if not typed:
            return queryset
        found = Q(key__icontains=typed) | Q(url__icontains=typed)
        if "/" in typed:
            found |= Q(key__in=filter(None, (key_on_site(typed), qualified_key(typed))))
        return queryset.filter(found)

    def get_list_more_buttons(self, instance: OldAddress) -> list[MenuItem]:
        history = reverse("old_addresses:history", args=[instance.pk])
        return [
            *super().get_list_more_buttons(instance),
            MenuItem(_("打开旧地址试一试"), tried_out(self.request, instance), icon_name="link-external", priority=15),
            MenuItem(_("历史记录"), history, icon_name="history", priority=25),
        ]

    def to_row_dict(self, item: OldAddress) -> dict[str, Any]:
        return {
            "url": item.url,
            "outcome": item.get_outcome_display(),
            "reason": item.reason,
            "answer": answer_today(item),
            "new_address": new_address(item),
            "set_by_hand": yes_if_by_hand(item),
        }

    def stream_csv(self, queryset: QuerySet[OldAddress]) -> Iterator[bytes]:
        """Row by row from the database: a site may have a hundred thousand addresses."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(_Streamed(queryset))


class _Streamed:
    """A queryset that does not keep what has been read."""

    def __init__(self, queryset: QuerySet[OldAddress]) -> None:
        self.model = queryset.model
        self._queryset = queryset

    def __iter__(self) -> Iterator[OldAddress]:
        return self._queryset.iterator(chunk_size=ROWS_A_CHUNK)


class OldAddressEditView(generic.EditView):
    success_message = gettext_lazy("旧地址已指向新的地方。")
    error_message = gettext_lazy("旧地址未能保存，请按提示修改。")

    def get_form_class(self) -> type[TargetForm]:
        return TargetForm

    def save_instance(self) -> OldAddress:
        chosen = self.form.cleaned_data
        return point_old_address(self.object, page=chosen["page"], link=chosen["link"], by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "answer": answer_today(self.object),
            "new_address": new_address(self.object),
            "tried_out": tried_out(self.request, self.object),
        }


class OldAddressViewSet(PartialViewSet):
    model = OldAddress
    absent = frozenset({"add", "delete", "usage"})
    name = "old_addresses"
    url_prefix = "move/addresses"
    icon = "redirect"
    menu_label = gettext_lazy("旧地址")
    menu_name = "old_addresses"
    menu_order = 60
    index_view_class = OldAddressIndexView
    index_template_name = "courts/admin/list.html"
    edit_view_class = OldAddressEditView
    edit_template_name = "legacy/admin/edit_old_address.html"
    list_display = [
        "shown",
        Column("outcome", label=gettext_lazy("结果"), accessor="get_outcome_display", sort_key="outcome", width="9%"),
        Column("target", label=gettext_lazy("现在指向"), accessor=target_link, width="34%"),
        Column("by_hand", label=gettext_lazy("人工指定"), accessor=yes_if_by_hand, sort_key="set_by_hand", width="11%"),
    ]
    list_filter = ["outcome", "set_by_hand"]
    list_export = ["url", "outcome", "reason", "answer", "new_address", "set_by_hand"]
    export_headings = {"answer": gettext_lazy("现在的回答"), "new_address": gettext_lazy("新地址")}
    export_filename = "old-addresses"
    search_fields = ["key", "url"]
    form_fields = ["page", "link"]


class PointedFormatter(LogFormatter):
    """`指向《标题》`, as the title stood then."""

    label = gettext_lazy("指定旧地址的去向")

    def format_message(self, entry: ModelLogEntry) -> str:
        to = entry.data.get("to", {})
        return _("指向“%(target)s”") % {"target": to.get("title") or to.get("link") or "—"}


viewset = OldAddressViewSet()


@hooks.register("register_admin_viewset")
def old_addresses_in_the_admin() -> OldAddressViewSet:
    return viewset


@hooks.register("register_move_menu_item")
def old_addresses_in_the_menu() -> menu.MenuItem:
    return viewset.get_menu_item()


@hooks.register("register_log_actions")
def pointing_in_the_history(actions: Any) -> None:
    actions.register_action(POINTED)(PointedFormatter)
