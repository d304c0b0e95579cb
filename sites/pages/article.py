from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from federation.catalogue.items import ITEM_CHOICES
from sites.pages.base import CourtPage
from sites.pages.blocks import attachments, body_blocks, plain_text
from sites.pages.checked import picture_part
from sites.pages.closed import archived_in
from sites.pages.markup import body_markup, pictures
from sites.publishing.answers.parts import Part
from sites.publishing.public_form import PublicForm
from sites.publishing.related import related_elsewhere
from sites.publishing.review.clarifying import clarifications_of, occasions_of
from sites.publishing.withdrawal.standing import corrections_of


class ArticlePage(CourtPage):
    """A publication under a column: a notice, news, a guide, a document."""

    subtitle = models.CharField(_("副标题"), max_length=255, blank=True)
    summary = models.TextField(_("摘要"), blank=True, max_length=500)
    picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("题图"),
        help_text=_("显示在首页和列表中，可不填。"),
    )
    body = StreamField(body_blocks(), verbose_name=_("正文"), blank=True)
    published_at = models.DateTimeField(_("发布日期"), default=timezone.now, db_index=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    author = models.CharField(_("作者"), max_length=200, blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=100, blank=True)
    catalogue_item = models.CharField(
        _("公开目录事项"),
        max_length=5,
        blank=True,
        choices=ITEM_CHOICES,
        help_text=_("法发〔2018〕20号第四条至第十条所列事项。留空时沿用所在栏目的设置。"),
    )
    keywords = models.CharField(_("关键词"), max_length=255, blank=True, help_text=_("用空格或逗号分隔。"))

    checked_fields = (
        *CourtPage.checked_fields, "subtitle", "summary", "source", "author", "responsible_editor", "keywords",
    )  # fmt: skip

    template = "theme/article.html"
    parent_page_types = ["court_pages.ColumnPage"]
    subpage_types: list[str] = []
    search_fields = [*CourtPage.search_fields, index.SearchField("body"), index.FilterField("published_at")]
    content_panels = [
        *CourtPage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("published_at"), FieldPanel("source")]),
                FieldRowPanel([FieldPanel("author"), FieldPanel("responsible_editor")]),
                FieldRowPanel([FieldPanel("catalogue_item"), FieldPanel("keywords")]),
            ],
            heading=_("发布信息"),
        ),
    ]

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")

    def checked_parts(self) -> Iterator[Part]:
        yield from super().checked_parts()
        yield from picture_part(self.picture, str(_("题图")), "#panel-child-content-child-picture-section")

    def keyword_list(self) -> tuple[str, ...]:
        return tuple(self.keywords.replace(",", " ").replace("，", " ").replace("、", " ").replace(";", " ").split())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["archived"] = archived_in(self)
        if not getattr(request, "is_preview", False):
            context["related"] = related_elsewhere(self.pk)
            context["corrections"] = corrections_of(self)
            context["clarifications"] = clarifications_of(self)
            context["occasions"] = occasions_of(self)
        return context

    def public_form(self, parent: Page) -> PublicForm:
        return PublicForm(
            kind="article",
            title=self.title,
            text="\n".join(filter(None, (self.subtitle, plain_text(self.body)))),
            summary=self.summary,
            published=self.published_at,
            column=parent.title,
            column_type=getattr(parent, "kind", ""),
            attachments=attachments(self.body),
            catalogue_item=self.catalogue_item or getattr(parent, "catalogue_item", ""),
            keywords=self.keyword_list(),
            markup=body_markup(self.body),
            facts=(
                ("subtitle", self.subtitle),
                ("summary", self.summary),
                ("published", self.published_at.astimezone(UTC).isoformat()),
                ("source", self.source),
                ("author", self.author),
                ("responsible_editor", self.responsible_editor),
                ("keywords", self.keywords),
            ),
            pictures=pictures(self.body, self.picture_id),
        )
