"""未找到的地址: what visitors ask for and miss, the most wanted first, each with where it may have gone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import menu, messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from federation.courts.current import on_platform
from federation.courts.viewsets import PartialViewSet
from sites.legacy.admin.addresses import TargetForm
from sites.legacy.models import MissedAddress
from sites.legacy.old_addresses.keys import key_on_site
from sites.legacy.old_addresses.pointing import point_missed_address
from sites.legacy.old_addresses.suggesting import Suggester, Suggestion
from sites.legacy.old_addresses.targets import TargetRefused


class SuggestionsColumn(Column):
    """Targets that one press of a button accepts."""

    cell_template_name = "legacy/admin/suggestions_cell.html"

    def get_cell_context_data(self, instance: MissedAddress, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {
            "suggestions": self.get_value(instance),
            "token": get_token(parent_context["request"]),
            "point_url": reverse("missed_addresses:point", args=[instance.pk]),
        }


class MissedAddressIndexView(generic.IndexView):
    """Without a filter, those that somebody has put aside are left out."""

    default_ordering = "-hits"

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column("key", get_title_id=lambda missed: f"missed_{missed.pk}_title")
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="missed"),
            title,
            NumberColumn("hits", label=_("次数"), sort_key="hits", width="7%"),
            DateColumn("last_at", label=_("最近"), sort_key="last_at", width="10%"),
            SuggestionsColumn("suggestions", label=_("可能的去向"), accessor=self.suggestions, width="42%"),
        ]

    def get_table(self, object_list: Any) -> Any:
        self.suggester = Suggester(missed.key for missed in object_list)
        return super().get_table(object_list)

    def suggestions(self, missed: MissedAddress) -> list[Suggestion]:
        return self.suggester.suggest(missed.key)

    @cached_property
    def no_results_message(self) -> str:
        narrowed = self.is_searching or self.is_filtering
        return str(super().no_results_message) if narrowed else _("还没有访问者要找而没有找到的地址。")

    def get_base_queryset(self) -> QuerySet[MissedAddress]:
        asked = self.request.GET.get("ignored")
        return MissedAddress.objects.all() if asked else MissedAddress.objects.filter(ignored=False)

    def search_queryset(self, queryset: QuerySet[MissedAddress]) -> QuerySet[MissedAddress]:
        typed = (self.search_query or "").strip()
        if not typed:
            return queryset
        return queryset.filter(Q(key__icontains=typed) | Q(key=key_on_site(typed)))

    def get_list_more_buttons(self, instance: MissedAddress) -> list[MenuItem]:
        action = "show_again" if instance.ignored else "ignore"
        url = reverse("wagtail_bulk_action", args=["court_legacy", "missedaddress", action])
        label = _("重新提示") if instance.ignored else _("不再提示")
        back = reverse("missed_addresses:index")
        return [
            *super().get_list_more_buttons(instance),
            MenuItem(
                label,
                f"{url}?id={instance.pk}&next={back}",
                icon_name="view" if instance.ignored else "no-view",
                priority=20,
            ),
        ]


class MissedAddressEditView(generic.EditView):
    """Any target, where no suggestion fits."""

    success_message = gettext_lazy("这个地址以后会跳转到新的地方。")
    error_message = gettext_lazy("地址未能保存，请按提示修改。")

    def get_form_class(self) -> type[TargetForm]:
        return TargetForm

    def save_instance(self) -> MissedAddress:
        missed: MissedAddress = self.object
        chosen = self.form.cleaned_data
        point_missed_address(missed, page=chosen["page"], link=chosen["link"], by=self.request.user)
        return missed

    def get_success_buttons(self) -> list[Any]:
        return []


@require_POST
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a suggestion."""
    if not policy_registry.get_by_type(MissedAddress).user_has_permission(request.user, "change"):
        raise PermissionDenied
    missed = get_object_or_404(MissedAddress, pk=pk)
    number = request.POST.get("page", "")
    page = get_object_or_404(Page, pk=number) if number.isdigit() else None
    try:
        old = point_missed_address(missed, page=page, link=request.POST.get("link", ""), by=request.user)
    except TargetRefused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("“%(address)s”以后会跳转到“%(target)s”。") % {
            "address": missed.key,
            "target": old.page.title if old.page else old.link,
        }
        edit = reverse("old_addresses:edit", args=[old.pk])
        messages.success(request, done, buttons=[messages.button(edit, _("修改"))])
    return redirect("missed_addresses:index")


class MissedAddressViewSet(PartialViewSet):
    model = MissedAddress
    absent = frozenset({"add", "delete", "history", "usage"})
    name = "missed_addresses"
    url_prefix = "move/missed"
    icon = "warning"
    menu_label = gettext_lazy("未找到的地址")
    menu_name = "missed_addresses"
    menu_order = 70
    index_view_class = MissedAddressIndexView
    index_template_name = "legacy/admin/missed_addresses.html"
    edit_view_class = MissedAddressEditView
    edit_template_name = "legacy/admin/edit_missed_address.html"
    list_filter = ["ignored"]
    list_per_page = 20
    ordering = ["-hits", "-last_at", "pk"]
    search_fields = ["key"]
    form_fields = ["key"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("point/<int:pk>/", point, name="point")]


class PutAside(PermissionCheckedMixin, BulkAction):
    """不再提示: what nobody will mend, such as an address that somebody mistyped once."""

    models = [MissedAddress]
    permission_required = "change"
    action_type = "ignore"
    display_name = gettext_lazy("不再提示")
    aria_label = gettext_lazy("不再提示所选地址")
    template_name = "legacy/admin/put_aside.html"
    ignored = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if on_platform():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_all_objects_in_listing_query(self, parent_id: object) -> Any:
        listed = MissedAddress.objects.exclude(ignored=self.ignored)
        if typed := self.request.GET.get("q", "").strip():
            listed = listed.filter(key__icontains=typed)
        return listed.values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": self.display_name}

    def get_execution_context(self) -> dict[str, Any]:
        return {"ignored": self.ignored}

    @classmethod
    def execute_action(cls, objects: list[MissedAddress], *, ignored: bool, **_kwargs: Any) -> tuple[int, int]:
        return MissedAddress.objects.filter(pk__in=[each.pk for each in objects]).update(ignored=ignored), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("已处理 %(count)d 个地址。", "已处理 %(count)d 个地址。", num_parent_objects) % {
            "count": num_parent_objects
        }


class ShowAgain(PutAside):
    """重新提示: brings back what was put aside."""

    action_type = "show_again"
    display_name = gettext_lazy("重新提示")
    aria_label = gettext_lazy("重新提示所选地址")
    ignored = False


viewset = MissedAddressViewSet()


@hooks.register("register_admin_viewset")
def missed_addresses_in_the_admin() -> MissedAddressViewSet:
    return viewset


@hooks.register("register_move_menu_item")
def missed_addresses_in_the_menu() -> menu.MenuItem:
    return viewset.get_menu_item()


hooks.register("register_bulk_action", PutAside)
hooks.register("register_bulk_action", ShowAgain)
