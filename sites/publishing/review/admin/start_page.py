"""The start page of a court's admin: what waits for whoever is signed in."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from wagtail.admin.ui.components import Component

from sites.publishing.review.models import ForcedPublication
from sites.publishing.review.todo import todo_of

A_PAGE = 20


class ToDoPanel(Component):
    name = "todo"
    template_name = "review/admin/todo.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        found = todo_of(request.user)
        return {
            "request": request,
            "total": len(found),
            "overdue": sum(each.overdue for each in found),
            "entries": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        }


class UnconfirmedPanel(Component):
    """Forced publications that nobody has confirmed: shown to all of the court until somebody does."""

    name = "unconfirmed"
    template_name = "review/admin/unconfirmed.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        waiting = ForcedPublication.objects.filter(confirmed_at__isnull=True)
        return {"forced": list(waiting.select_related("release__page")[:A_PAGE]), "total": waiting.count()}
