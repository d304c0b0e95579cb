"""保真报告: how faithful the imported site is, the worst articles first, each beside its original."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from federation.courts.current import current_schema
from federation.courts.menus import AllowedMenuItem, may
from federation.courts.models import CourtSite
from federation.courts.moving_in import rules
from federation.domain.errors import FederationError
from sites.legacy.admin.fidelity_article import ArticleView, PictureView, differences_of, kept, pictures_of
from sites.legacy.admin.menu import HOOK
from sites.legacy.admin.way import MovePage
from sites.legacy.admin.work import start_beside
from sites.legacy.fidelity.screens import sample
from sites.legacy.fidelity.tables import TABLES, csv_lines
from sites.legacy.fidelity.totals import right_articles, site_fidelity
from sites.legacy.importing.shortfalls import KINDS, kind_called, lacking
from sites.legacy.models import ImportedArticle, Move, MoveStep
from sites.legacy.moving.checked import last_check, totals_at
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.way import ACTIVE, Kind

A_PAGE = 30
FILTERS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("全部"), Q()),
    "wrong": (gettext_lazy("不一致"), Q(fidelity__isnull=False)),
    "lost": (gettext_lazy("疑有遗漏"), Q(fidelity__isnull=False) & ~Q(fidelity__lost=[])),
    "files": (
        gettext_lazy("缺图片或附件"),
        Q(fidelity__isnull=False) & (~Q(fidelity__images__missing=[]) | ~Q(fidelity__attachments__missing=[])),
    ),
    "lacking": (gettext_lazy("有未能保留的内容"), ~Q(shortfalls=[])),
    "unchecked": (gettext_lazy("未比对"), Q(fidelity__isnull=True)),
}
LACKING = {f"lack-{kind}": lacking(kind) for kind in KINDS}
"""Articles by the kind of what could not be kept, to which the table of these kinds leads."""
SAMPLE = "sample"
"""Those of the last sample of which pictures were taken, to which that work leads."""


class FidelityView(MovePage, TemplateView):
    page_title = gettext_lazy("保真报告")
    template_name = "legacy/admin/fidelity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = rules()
        chosen = self.request.GET.get("show", "")
        move = Move.objects.first()
        check = last_check(move) if move else None
        sampled = _last_sample()
        totals = totals_at(check) if check else site_fidelity(captured=0, unaccounted=0)
        page = Paginator(_chosen(chosen, limits.min_similarity), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "totals": totals,
            "fit": bool(check) and totals.meets(limits),
            "checked_at": check.finished_at if check else None,
            "filters": [(name, label, name == chosen) for name, (label, _query) in FILTERS.items()],
            "kind_shown": kind_called(chosen.removeprefix("lack-")) if chosen in LACKING else None,
            "show": chosen,
            "sampled": sampled,
            "sampling": sampled is not None and sampled.state in ACTIVE,
            "shows_sample": chosen == SAMPLE,
            "rows": [(row, kept(row), differences_of(row), pictures_of(row)) for row in page],
            "page_obj": page,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have pictures of a sample taken."""
        try:
            articles = [row.pk for row in sample()]
            if not articles:
                raise MoveRefused(_("还没有比对过的文章，不能抽样。请先在“进度”中开始比对。"))
            return start_beside(request, Kind.PICTURES, {"articles": articles, "sample": True})
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect("fidelity:report")


class ExportView(MovePage, TemplateView):
    """The articles or the addresses of the report as CSV, as they come."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:  # type: ignore[override]
        name = kwargs["name"]
        if name not in TABLES:
            raise Http404
        site = CourtSite.objects.get(schema_name=current_schema())
        answer = StreamingHttpResponse(
            csv_lines(name, site_address=site.address), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer


def _chosen(show: str, min_similarity: float) -> QuerySet[ImportedArticle]:
    rows = ImportedArticle.objects.select_related("page").order_by(F("score").asc(nulls_first=True), "key")
    if show == SAMPLE:
        sampled = _last_sample()
        return rows.filter(pk__in=sampled.options["articles"] if sampled else [])
    rows = rows.filter(LACKING.get(show) or FILTERS.get(show, FILTERS[""])[1])
    return rows.exclude(right_articles(min_similarity)) if show == "wrong" else rows


def _last_sample() -> MoveStep | None:
    return MoveStep.objects.filter(kind=Kind.PICTURES, options__sample=True).order_by("-pk").first()


@hooks.register("register_admin_urls")
def fidelity_pages() -> list[Any]:
    pages = [
        path("", FidelityView.as_view(), name="report"),
        path("<int:pk>/", ArticleView.as_view(), name="article"),
        path("<int:pk>/<str:which>.png", PictureView.as_view(), name="picture"),
        path("<str:name>.csv", ExportView.as_view(), name="export"),
    ]
    return [path("move/fidelity/", include((pages, "fidelity")))]


@hooks.register(HOOK)
def fidelity_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("保真报告"),
        reverse("fidelity:report"),
        allowed=may(Move, "change"),
        name="move-fidelity",
        icon_name="glasses",
        order=60,
    )
