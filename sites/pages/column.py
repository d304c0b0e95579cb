from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from federation.catalogue.items import ITEM_CHOICES
from sites.pages.article import ArticlePage
from sites.pages.base import CourtPage
from sites.pages.closed import ClosedColumn, archived_in, closure_of, taken_in_lately, where_it_leads
from sites.pages.feed import ENTRIES, article_feed
from sites.pages.shown import ColumnManager, ColumnQuerySet

ARTICLES_A_PAGE = 20


class ColumnPage(RoutablePageMixin, CourtPage):
    """栏目: a section of the site with the articles under it and under its own sub-columns."""

    class Kind(models.TextChoices):
        NEWS = "news", _("动态")
        NOTICE = "notice", _("公告")
        GUIDE = "guide", _("指南")
        DOCUMENT = "document", _("文件")
        ORGANISATION = "organisation", _("概况")

    kind = models.CharField(_("栏目类型"), max_length=16, choices=Kind.choices, default=Kind.NEWS)
    summary = models.TextField(_("栏目说明"), blank=True, max_length=500)
    catalogue_item = models.CharField(
        _("公开目录事项"),
        max_length=5,
        blank=True,
        choices=ITEM_CHOICES,
        help_text=_("本栏目文章默认对应的公开目录事项。"),
    )

    objects = ColumnManager()

    checked_fields = (*CourtPage.checked_fields, "summary")

    template = "theme/column.html"
    parent_page_types = ["court_pages.HomePage", "court_pages.ColumnPage"]
    subpage_types = ["court_pages.ColumnPage", "court_pages.ArticlePage", "court_pages.PlainPage"]
    content_panels = [
        *CourtPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("kind"),
        FieldPanel("catalogue_item"),
    ]

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")

    def articles(self) -> models.QuerySet[ArticlePage]:
        """Public articles of this column and its sub-columns, newest first."""
        return ArticlePage.objects.live().public().descendant_of(self).order_by("-published_at", "-pk")

    def subcolumns(self) -> ColumnQuerySet:
        """Those that hold something to read."""
        return ColumnPage.objects.shown().child_of(self)

    def plain_pages(self) -> models.QuerySet[Any]:
        return self.get_children().live().public().filter(content_type__model="plainpage")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = Paginator(self.articles(), ARTICLES_A_PAGE)
        context["articles"] = pages.get_page(request.GET.get("page"))
        if not pages.count and ColumnPage.objects.empty().filter(pk=self.pk).exists():
            context["is_empty"] = True
            context["nearest"] = ColumnPage.objects.shown().ancestor_of(self).order_by("-depth").first()
        context["archived"], context["taken_in"] = archived_in(self), taken_in_lately(self)
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A column that was merged into another leads there, with its feed, for good."""
        closure = closure_of(self)
        if closure is None or closure.how != ClosedColumn.How.MERGED:
            return super().serve(request, *args, **kwargs)
        target = where_it_leads(closure)
        feed = "feed/" if request.path.endswith("/feed/") and isinstance(target, ColumnPage) else ""
        return HttpResponsePermanentRedirect((target.url or "/") + feed)

    @path("")
    def show(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return article_feed(self, self.articles()[:ENTRIES], request, description=self.summary)
