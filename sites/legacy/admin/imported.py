"""已导入的文章: every article of the legacy site with the page it became, and what somebody must look at."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin import menu
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from federation.courts.viewsets import WatchedViewSet
from sites.legacy.importing.shortfalls import kind_called
from sites.legacy.models import ImportedArticle
from sites.legacy.models.mapping import TRAIL_SEPARATOR

ATTENTION = {
    "findings": (gettext_lazy("含个人信息"), ~Q(findings=[])),
    "shortfalls": (gettext_lazy("有未能保留的内容"), ~Q(shortfalls=[])),
    "conflict": (gettext_lazy("内容冲突"), ImportedArticle.CONFLICT),
    "gone": (gettext_lazy("原网站已撤下"), Q(gone_at__isnull=False)),
    "links": (gettext_lazy("有链接尚无去处"), Q(pending_links=True)),
}
STATES = {
    "live": (gettext_lazy("已公开"), Q(page__live=True)),
    "draft": (gettext_lazy("草稿"), Q(page__live=False)),
    "deleted": (gettext_lazy("页面已删除"), Q(page__isnull=True)),
}


class ImportedFilterSet(WagtailFilterSet):
    attention = ChoiceFilter(
        label=gettext_lazy("需要关注"),
        choices=[(name, label) for name, (label, _condition) in ATTENTION.items()],
        method="narrow",
    )
    state = ChoiceFilter(
        label=gettext_lazy("状态"),
        choices=[(name, label) for name, (label, _condition) in STATES.items()],
        method="narrow",
    )

    class Meta:
        model = ImportedArticle
        fields: list[str] = []

    def narrow(self, queryset: QuerySet[ImportedArticle], name: str, value: str) -> QuerySet[ImportedArticle]:
        return queryset.filter((ATTENTION if name == "attention" else STATES)[value][1])


def state_of(article: ImportedArticle) -> str:
    """In a word: whether its page is public."""
    if article.page is None:
        return _("页面已删除")
    return _("已公开") if article.page.live else _("草稿")


def attention_of(article: ImportedArticle) -> str:
    """What somebody must look at, in a few words."""
    return "、".join(
        filter(
            None,
            (
                _("个人信息 %(count)d 处") % {"count": len(article.findings)} if article.findings else "",
                _("未能保留 %(count)d 项") % {"count": len(article.shortfalls)} if article.shortfalls else "",
                _("内容冲突") if article.page_id and (article.newer or article.relocation) else "",
                _("原网站已撤下") if article.gone_at else "",
            ),
        )
    )


def column_of(article: ImportedArticle) -> str:
    return TRAIL_SEPARATOR.join(article.columns)


class ImportedIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ImportedArticle]:
        return ImportedArticle.objects.select_related("page")

    def search_queryset(self, queryset: QuerySet[ImportedArticle]) -> QuerySet[ImportedArticle]:
        """By any part of a title or of an old address."""
        typed = (self.search_query or "").strip()
        return queryset.filter(Q(title__icontains=typed) | Q(url__icontains=typed)) if typed else queryset


class ImportedArticleView(generic.InspectView):
    """One article: where it came from, what it became, and everything that was noted about it."""

    page_title = gettext_lazy("导入情况")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article: ImportedArticle = self.object
        return super().get_context_data(**kwargs) | {
            "state": state_of(article),
            "column": column_of(article),
            "shortfalls": [each | {"kind": kind_called(each["kind"])} for each in article.shortfalls],
        }

    @property
    def header_more_buttons(self) -> list[Button]:
        article: ImportedArticle = self.object
        buttons = []
        if article.page_id:
            edit = reverse("wagtailadmin_pages:edit", args=[article.page_id])
            buttons.append(Button(_("编辑页面"), url=edit, icon_name="edit"))
        if article.page_id and (article.newer or article.relocation):
            decide = reverse("conflicts:decide", args=[article.pk])
            buttons.append(Button(_("处理冲突"), url=decide, icon_name="warning"))
        return buttons


def attention_badge(article: ImportedArticle) -> str:
    words = attention_of(article)
    return format_html('<span class="w-status w-status--primary">{}</span>', words) if words else ""


class ImportedArticleViewSet(WatchedViewSet):
    model = ImportedArticle
    name = "imported_articles"
    url_prefix = "move/imported"
    icon = "doc-full"
    menu_label = gettext_lazy("已导入的文章")
    menu_name = "imported_articles"
    menu_order = 40
    inspect_view_enabled = True
    index_view_class = ImportedIndexView
    inspect_view_class = ImportedArticleView
    inspect_template_name = "legacy/admin/imported_article.html"
    filterset_class = ImportedFilterSet
    index_template_name = "courts/admin/list.html"
    list_display = [
        "title",
        Column("column", label=gettext_lazy("原栏目"), accessor=column_of, width="18%"),
        Column("state", label=gettext_lazy("状态"), accessor=state_of, width="8%"),
        Column("attention", label=gettext_lazy("需要关注"), accessor=attention_badge, width="24%"),
        DateColumn("updated_at", label=gettext_lazy("更新时间"), sort_key="updated_at", width="12%"),
    ]
    ordering = ["-pk"]
    search_fields = ["title", "url"]
    form_fields = ["title"]


viewset = ImportedArticleViewSet()


@hooks.register("register_admin_viewset")
def imported_articles_in_the_admin() -> ImportedArticleViewSet:
    return viewset


@hooks.register("register_move_menu_item")
def imported_articles_in_the_menu() -> menu.MenuItem:
    return viewset.get_menu_item()


def may_decide(request: HttpRequest) -> bool:
    """Whether somebody may decide conflicts: the permission to change imported articles."""
    return bool(request.user.has_perm("court_legacy.change_importedarticle"))
