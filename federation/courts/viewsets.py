"""What the admin's lists have in common, on the platform and at courts."""

from typing import Any, ClassVar

from wagtail.admin.viewsets.model import ModelViewSet


class PartialViewSet(ModelViewSet):
    """A list without the pages that make no sense for its model. `absent` are names of Wagtail's views.

    None of these models is referred to by pages, so none has a page of its usage; and none is copied.
    """

    absent: ClassVar[frozenset[str]] = frozenset({"usage"})
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**kwargs) | {f"{name}_url_name": None for name in self.absent}

    def get_urlpatterns(self) -> list[Any]:
        return [view for view in super().get_urlpatterns() if view.name.removesuffix("_results") not in self.absent]


class WatchedViewSet(PartialViewSet):
    """A list that is looked at, and changed elsewhere or by nobody."""

    absent = frozenset({"add", "edit", "delete", "history", "usage"})
