"""Views of the admin that stand apart from a viewset, and so must say themselves whom they let in."""

from typing import Any

from django.db.models import Model
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from federation.domain.spreadsheets import as_cell


class AllowedByModel:
    """Lets in whom the policy of the view's model lets in."""

    model: type[Model]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(self.model)


class ModelReport(AllowedByModel, ReportView):
    """A list that is looked at and exported. `list_export` names what an exported row says of an object."""

    any_permission_required = ["view"]

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: as_cell(getattr(item, name)) for name in self.list_export}


class ModelPage(AllowedByModel, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about all rows of a model together."""

    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
