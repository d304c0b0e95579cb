"""检索索引: which index answers, how far it follows the table of documents, and what it would not take."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views import generic

from federation.courts.admin_views import AllowedByModel
from federation.courts.menus import AllowedMenuItem, may
from search.following.models import SetAside
from search.following.status import IndexStatus, index_status

ADDRESS = "search_index"
BACKENDS = {"postgres": "PostgreSQL", "elasticsearch": "Elasticsearch", "elasticsearch+https": "Elasticsearch (TLS)"}


class IndexStateView(AllowedByModel, generic.IndexView):
    """The state above, and below it the documents that the index would not take."""

    model = SetAside
    template_name = "questions/admin/index_state.html"
    page_title = gettext_lazy("检索索引")
    header_icon = "search"
    any_permission_required = ["view", "change"]
    index_url_name = ADDRESS
    index_results_url_name = f"{ADDRESS}_results"
    default_ordering = ["-first_at"]
    is_searchable = False
    paginate_by = 50
    columns = [
        Column("key", label=gettext_lazy("文档")),
        NumberColumn("version", label=gettext_lazy("版本")),
        Column("reason", label=gettext_lazy("索引拒收的原因")),
        NumberColumn("tries", label=gettext_lazy("已尝试次数")),
        DateColumn("first_at", label=gettext_lazy("首次拒收")),
        DateColumn("next_at", label=gettext_lazy("下次重试")),
    ]

    def get_base_queryset(self) -> QuerySet[SetAside]:
        return SetAside.objects.filter(index=self.status.index)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.status: IndexStatus = index_status()
        super().setup(request, *args, **kwargs)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"status": self.status, "backend": BACKENDS[self.status.backend]}


def index_state_menu_item() -> MenuItem:
    return AllowedMenuItem(
        gettext_lazy("检索索引"),
        reverse(ADDRESS),
        allowed=may(SetAside, "view", "change"),
        name="search-index",
        icon_name="resubmit",
        order=90,
    )


index_state_urls = [
    path("search-index/", IndexStateView.as_view(), name=ADDRESS),
    path("search-index/results/", IndexStateView.as_view(results_only=True), name=f"{ADDRESS}_results"),
]
