"""Court sites: opened by form, closed and brought back by button. Nothing here deletes a site's data."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from federation.courts.errors import DomainRefused
from federation.courts.models import CourtSite
from federation.courts.opening import close_site, open_site, reopen_site
from federation.courts.platform_admin.choosing import court_chooser_viewset
from federation.courts.viewsets import PartialViewSet
from federation.domain.errors import FederationError


class OpenSiteForm(forms.ModelForm):
    domain = forms.CharField(
        label=gettext_lazy("域名"),
        max_length=253,
        help_text=gettext_lazy("网站的主机名，例如 chaoyang.example.cn，不带 http:// 和路径。"),
    )

    class Meta:
        model = CourtSite
        fields = ["court"]
        widgets = {"court": court_chooser_viewset.widget_class()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].required = True

    def validate_unique(self) -> None:
        """`open_site` refuses a court's second site, and names the address of the first."""


class OpenSiteView(generic.CreateView):
    page_title = gettext_lazy("开通法院网站")
    submit_button_label = gettext_lazy("开通")
    submit_button_active_label = gettext_lazy("正在开通……")
    error_message = gettext_lazy("网站未能开通，请按提示修改。")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *above, last = super().get_breadcrumbs_items()
        return [*above, last | {"label": _("开通法院网站")}]

    def form_valid(self, form: OpenSiteForm) -> HttpResponse:
        try:
            site = open_site(code=form.cleaned_data["court"].code, domain=form.cleaned_data["domain"])
        except FederationError as refusal:
            form.add_error("domain" if isinstance(refusal, DomainRefused) else "court", str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        message = _("%(court)s的网站已开通：%(address)s") % {"court": site.identity().name, "address": site.address}
        view = messages.button(site.address + "/", _("查看网站"), new_window=True)
        messages.success(self.request, message, buttons=[view])
        return redirect(self.get_success_url())


class SiteIndexView(generic.IndexView):
    @cached_property
    def add_item_label(self) -> str:
        return _("开通法院网站")

    def get_base_queryset(self) -> QuerySet[CourtSite]:
        return CourtSite.objects.hosted().prefetch_related("domains")

    def get_edit_url(self, instance: CourtSite) -> None:
        return None

    def get_list_more_buttons(self, instance: CourtSite) -> list[MenuItem]:
        buttons = []
        if not instance.closed_at:
            buttons.append(MenuItem(_("查看网站"), instance.address + "/", icon_name="view", priority=10))
        if self.user_has_permission("change"):
            label, icon = (_("恢复"), "rotate") if instance.closed_at else (_("关闭"), "lock")
            state = reverse("court_sites:state", args=[instance.pk])
            buttons.append(MenuItem(label, state, icon_name=icon, priority=20))
        return buttons


def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Closing a site and bringing it back: says first what will happen."""
    if not policy_registry.get_by_type(CourtSite).user_has_permission(request.user, "change"):
        raise PermissionDenied
    site = get_object_or_404(CourtSite.objects.hosted().prefetch_related("domains"), pk=pk)
    if request.method != "POST":
        return render(request, "courts/admin/site_state.html", {"site": site})
    # The button says which of the two was meant: the site may have changed since the page was shown.
    act, done = (
        (reopen_site, _("%s的网站已恢复。"))
        if "reopen" in request.POST
        else (close_site, _("%s的网站已关闭，数据保留，可随时恢复。"))
    )
    try:
        act(code=site.court_id)
    except FederationError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done % site.identity().name)
    return redirect("court_sites:index")


class CourtSiteViewSet(PartialViewSet):
    model = CourtSite
    absent = frozenset({"edit", "delete", "history", "usage"})
    name = "court_sites"
    url_prefix = "court-sites"
    icon = "site"
    menu_label = gettext_lazy("法院网站")
    menu_name = "court_sites"
    menu_order = 100
    add_to_admin_menu = True
    index_view_class = SiteIndexView
    add_view_class = OpenSiteView
    index_template_name = "courts/admin/list.html"
    list_display = [
        "court",  # with its code, and the menu of what can be done with the site
        Column("address", label=gettext_lazy("地址"), accessor="address"),
        Column("opened", label=gettext_lazy("开通时间"), accessor="opened_at", sort_key="opened_at"),
        Column("state", label=gettext_lazy("状态"), accessor="state_name", sort_key="closed_at"),
    ]
    search_fields = ["court__name", "court__code", "court__pinyin", "domains__domain"]
    form_fields = ["court"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return OpenSiteForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("state/<int:pk>/", change_state, name="state")]
