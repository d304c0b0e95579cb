from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sites.pages.article import ArticlePage
from sites.pages.base import CourtPage
from sites.pages.column import ColumnPage

NEWS_ON_THE_HOME_PAGE = 8
ARTICLES_A_PANEL = 5


class HomePage(CourtPage):
    """A court's front page, and what the head and foot of all its pages say."""

    class Blue(models.TextChoices):
        """Colours that were tested for AA contrast on paper and under white text."""

        COURT = "court", _("法院蓝")
        INK = "ink", _("墨青")
        TEAL = "teal", _("松青")

    motto = models.CharField(_("标语"), max_length=60, blank=True, default="司法为民 · 公正司法")
    seal = models.CharField(
        _("印章用字"), max_length=1, blank=True, help_text=_("页眉红色印章中的一个字，留空时取院名中的地名首字。")
    )
    blue = models.CharField(_("主色"), max_length=8, choices=Blue.choices, default=Blue.COURT)
    telephone = models.CharField(_("电话"), max_length=60, blank=True, default="12368")
    postal_address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮编"), max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}\Z")])
    site_code = models.CharField(_("网站标识码"), max_length=20, blank=True)
    icp_number = models.CharField(_("ICP备案号"), max_length=60, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=60, blank=True)

    checked_fields = (*CourtPage.checked_fields, "motto")

    template = "theme/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["court_pages.ColumnPage", "court_pages.PlainPage"]
    max_count = 1
    content_panels = [
        *CourtPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("motto"), FieldRowPanel([FieldPanel("seal"), FieldPanel("blue")])], heading=_("页眉")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("postcode")]),
                FieldPanel("postal_address"),
                FieldRowPanel([FieldPanel("site_code"), FieldPanel("icp_number"), FieldPanel("police_number")]),
            ],
            heading=_("页脚"),
        ),
    ]

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().public().descendant_of(self).order_by("-published_at", "-pk")
        news = articles.filter(pk__in=self._news_ids(articles))
        lead = news.filter(picture__isnull=False).first() or news.first()
        context["lead"] = lead
        context["news"] = [article for article in news[: NEWS_ON_THE_HOME_PAGE + 1] if article != lead][
            :NEWS_ON_THE_HOME_PAGE
        ]
        shown = {article.pk for article in (lead, *context["news"]) if article}
        context["panels"] = [
            (column, newest)
            for column in ColumnPage.objects.shown().child_of(self).exclude(kind=ColumnPage.Kind.ORGANISATION)
            if (newest := list(column.articles().exclude(pk__in=shown)[:ARTICLES_A_PANEL]))
        ]
        return context

    def _news_ids(self, articles: models.QuerySet[ArticlePage]) -> models.QuerySet[Any]:
        """Articles of the columns of news, or all where no such column has any."""
        news_paths = ColumnPage.objects.live().public().filter(kind=ColumnPage.Kind.NEWS).values_list("path", flat=True)
        below = models.Q(pk__in=[])
        for path in news_paths:
            below |= models.Q(path__startswith=path)
        chosen = articles.filter(below)
        return (chosen if chosen.exists() else articles).values("pk")
