from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from sites.pages.base import HOME_DEPTH, CourtPage
from sites.pages.blocks import attachments, body_blocks, plain_text
from sites.pages.closed import archived_in
from sites.pages.markup import body_markup, pictures
from sites.publishing.public_form import PublicForm


class PlainPage(CourtPage):
    """A page that stands for itself: an introduction, contacts, directions, a statement."""

    body = StreamField(body_blocks(), verbose_name=_("正文"), blank=True)

    template = "theme/plain.html"
    parent_page_types = ["court_pages.HomePage", "court_pages.ColumnPage", "court_pages.PlainPage"]
    subpage_types = ["court_pages.PlainPage"]
    search_fields = [*CourtPage.search_fields, index.SearchField("body")]
    content_panels = [*CourtPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("单页")
        verbose_name_plural = _("单页")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"archived": archived_in(self)}

    def public_form(self, parent: Page) -> PublicForm:
        return PublicForm(
            kind="page",
            title=self.title,
            text=plain_text(self.body),
            published=self.last_published_at or timezone.now(),
            column=parent.title if parent.depth > HOME_DEPTH else "",
            column_type=getattr(parent, "kind", ""),
            attachments=attachments(self.body),
            markup=body_markup(self.body),
            pictures=pictures(self.body),
        )
