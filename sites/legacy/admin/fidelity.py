"""保真报告: how faithful the imported site is, the worst articles first, each beside its original."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from federation.courts.current import current_schema
from federation.courts.models import CourtSite
from federation.courts.moving_in import rules
from federation.domain.errors import FederationError
from sites.legacy.addresses import address_key
from sites.legacy.admin.menu import HOOK
from sites.legacy.admin.way import MovePage, WayMenuItem
from sites.legacy.fidelity.comparing import text_of
from sites.legacy.fidelity.differences import Difference, differences
from sites.legacy.fidelity.measures import ArticleFidelity
from sites.legacy.fidelity.screens import take_side_by_side
from sites.legacy.fidelity.tables import TABLES, csv_lines
from sites.legacy.fidelity.totals import right_articles, site_fidelity
from sites.legacy.importing.differences import Stretch, compare
from sites.legacy.importing.shortfalls import KINDS, kind_called, lacking
from sites.legacy.models import ImportedArticle, Move
from sites.legacy.moving.checked import last_check, totals_at
from sites.legacy.moving.opening import readings
from sites.legacy.moving.steps import the_move
from sites.pages.models import ArticlePage

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


class FidelityView(MovePage, TemplateView):
    page_title = gettext_lazy("保真报告")
    template_name = "legacy/admin/fidelity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limits = rules()
        chosen = self.request.GET.get("show", "")
        move = Move.objects.first()
        check = last_check(move) if move else None
        totals = totals_at(check) if check else site_fidelity(captured=0, unaccounted=0)
        page = Paginator(_chosen(chosen, limits.min_similarity), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "totals": totals,
            "fit": bool(check) and totals.meets(limits),
            "checked_at": check.finished_at if check else None,
            "filters": [(name, label, name == chosen) for name, (label, _query) in FILTERS.items()],
            "kind_shown": kind_called(chosen.removeprefix("lack-")) if chosen in LACKING else None,
            "show": chosen,
            "rows": [(row, _kept(row), _differences(row)) for row in page],
            "page_obj": page,
        }


class ArticleView(MovePage, TemplateView):
    """One article: what is the same, both texts side by side, and pictures of both pages on demand."""

    template_name = "legacy/admin/fidelity_article.html"

    @cached_property
    def row(self) -> ImportedArticle:
        return get_object_or_404(ImportedArticle.objects.select_related("page"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.row.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            stretches, trouble = _texts_of(self.row), ""
        except FederationError as refusal:
            stretches, trouble = [], str(refusal)
        return super().get_context_data(**kwargs) | {
            "row": self.row,
            "fidelity": _kept(self.row),
            "differences": _differences(self.row),
            "stretches": stretches,
            "trouble": trouble,
            "pictures": [
                (label, reverse("fidelity:picture", args=[self.row.pk, which]))
                for which, label in (("original", _("原网页")), ("new", _("新网页")))
                if _picture(self.row.pk, which).exists()
            ],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the pictures now: it takes some seconds."""
        site = CourtSite.objects.get(schema_name=current_schema())
        try:
            for source, _reading in readings(the_move()):
                if source.find(address_key(self.row.url)):
                    take_side_by_side(source, [self.row], site=site, folder=_folder())
        except FederationError as refusal:
            messages.error(request, str(refusal))
        return redirect("fidelity:article", self.row.pk)


class PictureView(MovePage, TemplateView):
    """A picture that was taken of an original or a new page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        file = _picture(kwargs["pk"], kwargs["which"])
        if not file.exists():
            raise Http404
        return FileResponse(file.open("rb"), content_type="image/png")


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
    rows = rows.filter(LACKING.get(show) or FILTERS.get(show, FILTERS[""])[1])
    return rows.exclude(right_articles(min_similarity)) if show == "wrong" else rows


def _kept(row: ImportedArticle) -> ArticleFidelity | None:
    return ArticleFidelity.from_json(row.fidelity) if row.fidelity else None


def _differences(row: ImportedArticle) -> list[Difference]:
    return differences(_kept(row), row.shortfalls)


def _texts_of(row: ImportedArticle) -> list[Stretch]:
    """Both texts, the original's out of the sources. Raises MoveRefused and CaptureUnreadable."""
    page = row.page and row.page.specific
    if not isinstance(page, ArticlePage):
        return []
    for _source, reading in readings(the_move()):
        article = reading.article(address_key(row.url))
        if article:
            shown = page if page.live else page.get_latest_revision_as_object()
            return compare(_lines(article.body_text), _lines(text_of(shown, article.body_text)))
    return []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "reports" / current_schema()


def _picture(pk: int, which: str) -> Path:
    return _folder() / "side" / f"{pk}-{which}.png"


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
    return WayMenuItem(_("保真报告"), reverse("fidelity:report"), name="move-fidelity", icon_name="glasses", order=60)
