"""One article of the fidelity report: what differs and what to do, both texts side by side, and pictures of both pages."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.legacy.addresses import address_key
from sites.legacy.admin.way import MovePage
from sites.legacy.admin.work import start_beside
from sites.legacy.fidelity.comparing import text_of
from sites.legacy.fidelity.differences import Difference, differences
from sites.legacy.fidelity.measures import ArticleFidelity
from sites.legacy.importing.differences import Stretch, compare
from sites.legacy.models import ImportedArticle, Move, MoveStep
from sites.legacy.moving.opening import readings_at_hand
from sites.legacy.moving.source_files import report_folder
from sites.legacy.moving.steps import active_step, the_move
from sites.legacy.moving.way import Kind, Lane
from sites.pages.models import ArticlePage


class ArticleView(MovePage, TemplateView):
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
            "fidelity": kept(self.row),
            "differences": differences_of(self.row),
            "stretches": stretches,
            "trouble": trouble,
            "work": _work_on(self.row),
            "pictures": pictures_of(self.row),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have pictures taken."""
        try:
            return start_beside(request, Kind.PICTURES, {"articles": [self.row.pk]})
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect("fidelity:article", self.row.pk)


class PictureView(MovePage, TemplateView):
    """A picture that was taken of an original or a new page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        file = picture_file(kwargs["pk"], kwargs["which"])
        if not file.exists():
            raise Http404
        answer = FileResponse(file.open("rb"), content_type="image/png")
        answer["Cache-Control"] = "private, no-cache"  # it is taken anew under the same address
        return answer


def kept(row: ImportedArticle) -> ArticleFidelity | None:
    """What the last comparison said of an article."""
    return ArticleFidelity.from_json(row.fidelity) if row.fidelity else None


def differences_of(row: ImportedArticle) -> list[Difference]:
    """What of an article is not as it was."""
    return differences(kept(row), row.shortfalls)


def pictures_of(row: ImportedArticle) -> list[tuple[str, str]]:
    """The pictures that were taken of an article: what each shows, and its address."""
    return [
        (label, reverse("fidelity:picture", args=[row.pk, which]))
        for which, label in (("original", _("原网页")), ("new", _("新网页")))
        if picture_file(row.pk, which).exists()
    ]


def picture_file(pk: int, which: str) -> Path:
    """Where a picture of an article lies: `original` or `new`."""
    return report_folder() / "side" / f"{pk}-{which}.png"


def _work_on(row: ImportedArticle) -> MoveStep | None:
    """Pictures of this article that are being taken."""
    move = Move.objects.first()
    step = active_step(move, Lane.BESIDE) if move else None
    return step if step and step.kind == Kind.PICTURES and row.pk in step.options["articles"] else None


def _texts_of(row: ImportedArticle) -> list[Stretch]:
    """Both texts, the original's out of the sources. Raises MoveRefused and CaptureUnreadable."""
    page = row.page and row.page.specific
    if not isinstance(page, ArticlePage):
        return []
    for _source, reading in readings_at_hand(the_move()):
        article = reading.article(address_key(row.url))
        if article:
            shown = page if page.live else page.get_latest_revision_as_object()
            return compare(_lines(article.body_text), _lines(text_of(shown, article.body_text)))
    return []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
