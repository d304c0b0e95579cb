"""The lists of images and attachments, which are Wagtail's own, with what of them is public."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.documents.views import documents
from wagtail.images.views import images

from sites.media.visibility import public_files

PUBLIC, PRIVATE = _("公众可打开"), _("公众打不开")


class PublicityFilter(django_filters.ChoiceFilter):
    """Of a search the keys are fetched: its backend knows no subqueries."""

    searching = False

    def filter(self, files: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return files
        public = public_files(files.model._default_manager.all()).values("pk")
        keys = list(public.values_list("pk", flat=True)) if self.searching else public
        return files.filter(pk__in=keys) if value == "public" else files.exclude(pk__in=keys)


class WithPublicityFilter(WagtailFilterSet):
    publicity = PublicityFilter(
        label=_("公开状态"), choices=[("public", PUBLIC), ("private", PRIVATE)], empty_label=_("全部")
    )

    def __init__(self, *args: Any, is_searching: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, is_searching=is_searching, **kwargs)
        self.filters["publicity"].searching = bool(is_searching)


class ImagesFilterSet(WithPublicityFilter, images.ImagesFilterSet):
    pass


class DocumentsFilterSet(WithPublicityFilter, documents.DocumentsFilterSet):
    pass


class WithPublicity(generic.IndexView):
    """Says of each file of a list whether it is public: two queries a page of the list."""

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        files = super().decorate_paginated_queryset(object_list)
        shown = self.model._default_manager.filter(pk__in=[file.pk for file in files])
        public = set(public_files(shown).values_list("pk", flat=True))
        for file in files:
            file.is_public = file.pk in public
            file.publicity = PUBLIC if file.is_public else PRIVATE
        return files

    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        if columns:  # the grid of images has none
            status = StatusTagColumn("publicity", label=_("公开状态"), primary=lambda file: file.is_public)
            columns.insert(3, status)
        return columns


class ImageIndexView(WithPublicity, images.IndexView):
    filterset_class = ImagesFilterSet


class DocumentIndexView(WithPublicity, documents.IndexView):
    filterset_class = DocumentsFilterSet


urls = [
    path("images/", ImageIndexView.as_view()),
    path("images/results/", ImageIndexView.as_view(results_only=True)),
    path("documents/", DocumentIndexView.as_view()),
    path("documents/results/", DocumentIndexView.as_view(results_only=True)),
]
"""At Wagtail's own addresses and ahead of its views; the names stay with those."""
