"""内容冲突: what was edited here and changed at the legacy site, both texts side by side, and the decision between them; and
pages that stay where somebody put or edited them although their column was decided to lead elsewhere.
"""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import menu, messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page, PageLogEntry

from federation.accounts.models import User
from federation.catalogue.items import ITEM_CHOICES
from federation.courts.current import on_platform
from federation.courts.viewsets import WatchedViewSet
from federation.domain.errors import FederationError
from sites.legacy.admin.imported import may_decide
from sites.legacy.importing.deciding import (
    KEPT,
    STAYED,
    TAKEN,
    conflicts_waiting,
    keep_ours,
    ours,
    place_waiting,
    relocate,
    stay,
    take_newer,
    theirs,
)
from sites.legacy.importing.differences import compare, lines_of
from sites.legacy.importing.newer import Newer
from sites.legacy.importing.placing import Why
from sites.legacy.models import ImportedArticle

WAITING = ImportedArticle.CONFLICT
WHY = {
    Why.EDITED: gettext_lazy("导入后有人修改过"),
    Why.MOVED: gettext_lazy("导入后有人移动过"),
    Why.TAKEN: gettext_lazy("那个栏目中已有一个地址相同的页面"),
}


def kind_of(article: ImportedArticle) -> str:
    """What must be decided: between two texts, between two columns, or both."""
    kinds = [_("内容") if article.has_newer else "", _("栏目") if article.relocation else ""]  # type: ignore[attr-defined]
    return "、".join(filter(None, kinds))


class ConflictIndexView(generic.IndexView):
    page_title = gettext_lazy("内容冲突")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="conflict"),
            self._get_title_column("title", get_title_id=lambda article: f"conflict_{article.pk}_title"),
            Column("kind", label=_("冲突"), accessor=kind_of, width="8%"),
            Column("url", label=_("原网址"), width="30%"),
            DateColumn("page.latest_revision_created_at", label=_("本站修改于"), width="14%"),
            DateColumn("updated_at", label=_("发现冲突"), sort_key="updated_at", width="14%"),
        ]

    def get_edit_url(self, instance: ImportedArticle) -> str | None:
        return reverse("conflicts:decide", args=[instance.pk]) if may_decide(self.request) else None

    @cached_property
    def no_results_message(self) -> str:
        narrowed = self.is_searching or self.is_filtering
        return str(super().no_results_message) if narrowed else _("没有待取舍的冲突。")

    def get_base_queryset(self) -> QuerySet[ImportedArticle]:
        waiting = ImportedArticle.objects.filter(WAITING).select_related("page").defer("newer")
        return waiting.annotate(has_newer=ExpressionWrapper(Q(newer__isnull=False), BooleanField()))

    def search_queryset(self, queryset: QuerySet[ImportedArticle]) -> QuerySet[ImportedArticle]:
        typed = (self.search_query or "").strip()
        return queryset.filter(Q(title__icontains=typed) | Q(url__icontains=typed)) if typed else queryset


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both texts of a conflict, or both columns, or settle it as the button that was pressed says."""
    if on_platform():
        raise Http404
    if not may_decide(request):
        raise PermissionDenied
    article = get_object_or_404(ImportedArticle.objects.select_related("page"), WAITING, pk=pk)
    page = cast(Page, article.page)  # a conflict without one is none
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    if request.method != "POST" and article.newer is None:
        return _both_places(request, article)
    if request.method != "POST":
        return _shown(request, article, may_publish=permissions.holds_publishing())
    choice = request.POST.get("choice", "")
    if choice == "publish" and not permissions.holds_publishing():
        raise PermissionDenied
    place = place_waiting(article)
    if choice == "move" and place is not None and not permissions.can_move_to(place.column):
        raise PermissionDenied
    try:
        return _settled(request, article, choice)
    except FederationError as refusal:
        messages.error(request, str(refusal))
        return redirect("conflicts:index")


def _settled(request: HttpRequest, article: ImportedArticle, choice: str) -> HttpResponse:
    edit = reverse("wagtailadmin_pages:edit", args=[article.page_id])
    user = cast(User, request.user)
    match choice:
        case "keep":
            keep_ours([article], user=user)
            said = _("“%(title)s”保留本站的内容。")
        case "draft" | "edit":
            take_newer(article, user=user, publish=False)
            said = _("“%(title)s”的新内容已存为草稿，原来的内容在页面的历史记录中。")
        case "publish":
            take_newer(article, user=user, publish=True)
            said = _("“%(title)s”已换成新内容并公开，原来的内容在页面的历史记录中。")
        case "stay":
            stay(article, user=user)
            said = _("“%(title)s”留在现在的栏目。")
        case "move":
            relocate(article, user=user)
            said = _("“%(title)s”已按栏目对应移动，原来的地址会跳转到新地址。")
        case _choice:
            raise Http404
    buttons = [messages.button(edit, _("编辑页面"))]
    messages.success(request, said % {"title": article.title}, buttons=buttons)
    return redirect(edit if choice == "edit" else "conflicts:index")


def _both_places(request: HttpRequest, article: ImportedArticle) -> HttpResponse:
    """Where a page stands, and where it was to go."""
    place, page = place_waiting(article), cast(Page, article.page)
    wanted = article.relocation or {}
    context = {
        "article": article,
        "stands_in": page.get_parent(),
        "place": place,
        "item": dict(ITEM_CHOICES).get(wanted.get("catalogue_item", ""), ""),
        "why": [WHY[Why(each)] for each in wanted.get("why", ())],
        "may_move": place is not None and Why.TAKEN not in wanted.get("why", ()),
        "header_title": article.title,
        "breadcrumbs_items": _breadcrumbs(article, _("去向")),
    }
    return render(request, "legacy/admin/relocation.html", context)


def _breadcrumbs(article: ImportedArticle, here: str) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("首页")},
        {"url": reverse("conflicts:index"), "label": _("内容冲突")},
        {"url": "", "label": here, "sublabel": article.title},
    ]


def _shown(request: HttpRequest, article: ImportedArticle, *, may_publish: bool) -> HttpResponse:
    edited = PageLogEntry.objects.filter(page=article.page_id, user__isnull=False).order_by("-timestamp").first()
    newer = Newer.of(article)
    context = {
        "article": article,
        "stretches": compare(lines_of(ours(article)), lines_of(theirs(article))),
        "edited_by": edited.user if edited else None,
        "findings": newer.findings,
        "shortfalls": newer.shortfalls,
        "may_publish": may_publish and not newer.findings,
        "header_title": article.title,
        "breadcrumbs_items": _breadcrumbs(article, _("比较")),
    }
    return render(request, "legacy/admin/conflict.html", context)


class ConflictMenuItem(menu.MenuItem):
    """Says how many wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request)

    def render_component(self, request: HttpRequest) -> Any:
        waiting = conflicts_waiting()
        self.label = _("内容冲突（%(count)d）") % {"count": waiting} if waiting else _("内容冲突")
        return super().render_component(request)


class ConflictViewSet(WatchedViewSet):
    model = ImportedArticle
    name = "conflicts"
    url_prefix = "move/conflicts"
    icon = "warning"
    menu_label = gettext_lazy("内容冲突")
    menu_name = "conflicts"
    menu_order = 50
    menu_item_class = ConflictMenuItem
    index_view_class = ConflictIndexView
    index_template_name = "legacy/admin/conflicts.html"
    ordering = ["pk"]
    search_fields = ["title", "url"]
    form_fields = ["title"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("<int:pk>/", decide, name="decide")]


class KeepOurs(PermissionCheckedMixin, BulkAction):
    """保留本站内容: for many conflicts at once."""

    models = [ImportedArticle]
    permission_required = "change"
    action_type = "keep_ours"
    display_name = gettext_lazy("保留本站内容")
    aria_label = gettext_lazy("所选文章保留本站内容")
    template_name = "legacy/admin/keep_ours.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if on_platform() or not may_decide(request):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj: ImportedArticle) -> bool:
        return obj.page is not None and bool(obj.page.permissions_for_user(self.request.user).can_edit())

    def get_all_objects_in_listing_query(self, parent_id: object) -> Any:
        return ImportedArticle.objects.filter(WAITING).values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": self.display_name}

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[ImportedArticle], *, user: Any, **_kwargs: Any) -> tuple[int, int]:
        return keep_ours(objects, user=user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        said = ngettext("%(count)d 篇文章保留本站的内容。", "%(count)d 篇文章保留本站的内容。", num_parent_objects)
        return said % {"count": num_parent_objects}


viewset = ConflictViewSet()


@hooks.register("register_admin_viewset")
def conflicts_in_the_admin() -> ConflictViewSet:
    return viewset


@hooks.register("register_move_menu_item")
def conflicts_in_the_menu() -> menu.MenuItem:
    return viewset.get_menu_item()


hooks.register("register_bulk_action", KeepOurs)


@hooks.register("register_log_actions")
def decisions_in_the_history(actions: Any) -> None:
    actions.register_action(KEPT, gettext_lazy("保留本站内容"), gettext_lazy("原网站的新内容没有采用"))
    actions.register_action(STAYED, gettext_lazy("留在现在的栏目"), gettext_lazy("没有按栏目对应移动"))
    actions.register_action(TAKEN, gettext_lazy("采用原网站的新内容"), gettext_lazy("换成了原网站的新内容"))
