"""附件文字: what came of reading the attachments of a court's public pages, and having them read once more."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, may
from federation.courts.viewsets import WatchedViewSet
from sites.media.models import CourtDocument, FileUse
from sites.publishing.attached import public_documents
from sites.publishing.models import AttachmentText
from sites.publishing.texts import offered_texts, read_again


class AttachmentTextPolicy(BasePermissionPolicy):
    """Who may change some of the court's attachments may see what came of reading them, and have them read again."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        documents = policy_registry.get_by_type(CourtDocument)
        return action in {"view", "change"} and not on_platform() and documents.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Any) -> Any:
        return policy_registry.get_by_type(CourtDocument).users_with_any_permission({"change"} & set(actions))


@dataclass(frozen=True, slots=True)
class Offer:
    """An attachment and a public page that offers it; `pages` is the number of all such pages."""

    title: str
    edit_url: str
    page_title: str
    page_url: str
    pages: int


class OfferColumn(Column):
    """The attachments with this content, and where they are offered."""

    cell_template_name = "publishing/admin/offers_cell.html"


class ReadAgainColumn(Column):
    """A button for what could not be read."""

    cell_template_name = "publishing/admin/read_again_cell.html"

    def get_cell_context_data(self, instance: AttachmentText, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {
            "url": reverse("attachment_texts:again"),
            "token": get_token(parent_context["request"]),
        }


class AttachmentTextIndexView(generic.IndexView):
    default_ordering = "-updated_at"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            OfferColumn("offers", label=_("附件"), accessor=lambda row: self.offers[row.pk]),
            StatusTagColumn(
                "state",
                label=_("状态"),
                accessor="get_state_display",
                sort_key="state",
                primary=lambda row: row.state == AttachmentText.State.READ,
                width="10%",
            ),
            Column("reason", label=_("原因"), accessor=_reason, width="30%"),
            DateColumn("updated_at", label=_("时间"), sort_key="updated_at", width="10%"),
            ReadAgainColumn("again", label="", accessor="pk", width="10%"),
        ]

    def get_base_queryset(self) -> QuerySet[AttachmentText]:
        return offered_texts().defer("text")

    def search_queryset(self, queryset: QuerySet[AttachmentText]) -> QuerySet[AttachmentText]:
        typed = (self.search_query or "").strip()
        titled = CourtDocument.objects.filter(title__icontains=typed).values("file_hash")
        return queryset.filter(pk__in=titled) if typed else queryset

    def get_table(self, object_list: Any) -> Any:
        self.offers = offers_of([row.pk for row in object_list])
        return super().get_table(object_list)


class AttachmentTextViewSet(WatchedViewSet):
    model = AttachmentText
    name = "attachment_texts"
    url_prefix = "reports/attachments"
    icon = "doc-full"
    menu_label = _("附件文字")
    menu_name = "attachment_texts"
    menu_order = 1100
    index_view_class = AttachmentTextIndexView
    list_filter = ["state", "reason"]
    list_per_page = 20
    ordering = ["-updated_at", "pk"]
    search_fields = ["file_hash"]
    form_fields = ["state"]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("again/", again, name="again")]


def attachment_texts_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("附件文字"),
        reverse("attachment_texts:index"),
        allowed=may(AttachmentText, "view"),
        name="attachment-texts",
        icon_name="doc-full",
        order=1100,
    )


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Have one file read once more."""
    if not policy_registry.get_by_type(AttachmentText).user_has_permission(request.user, "change"):
        raise PermissionDenied
    count = read_again([request.POST.get("file", "")])
    text = ngettext("%(count)d 个附件已排队，稍后重新提取。", "%(count)d 个附件已排队，稍后重新提取。", count)
    messages.success(request, text % {"count": count})
    return redirect("attachment_texts:index")


def offers_of(file_hashes: list[str]) -> dict[str, list[Offer]]:
    """For each file its attachments that public pages offer, by title."""
    offered: defaultdict[int | None, list[FileUse]] = defaultdict(list)
    rows = FileUse.objects.filter(public=True, document__file_hash__in=file_hashes)
    for row in rows.select_related("page").order_by("page__title"):
        offered[row.document_id].append(row)
    offers: defaultdict[str, list[Offer]] = defaultdict(list)
    for document in public_documents().filter(pk__in=offered).order_by("title", "pk"):
        pages = offered[document.pk]
        offers[document.file_hash].append(
            Offer(
                title=document.title,
                edit_url=reverse("wagtaildocs:edit", args=[document.pk]),
                page_title=pages[0].page.title,
                page_url=reverse("wagtailadmin_pages:edit", args=[pages[0].page_id]),
                pages=len(pages),
            )
        )
    return offers


def _reason(row: AttachmentText) -> str:
    return str(row.get_reason_display() or (_("内容很长，只提取了前一部分。") if row.cut_short else ""))


viewset = AttachmentTextViewSet()
