"""栏目对应: the old columns with what is proposed for each; reviewed, changed and confirmed many at a time."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from federation.courts.current import on_platform
from federation.courts.menus import AllowedMenuItem, may
from sites.legacy.admin.columns_forms import LOW, MappingForm, NarrowingForm, State
from sites.legacy.importing.following import pages_due
from sites.legacy.mapping.deciding import confirm, decide, take_back
from sites.legacy.mapping.proposing import SURE
from sites.legacy.mapping.site_columns import column_choices
from sites.legacy.mapping.spreadsheet import SheetRefused, read_sheet, write_sheet
from sites.legacy.models import ColumnMapping, Move

ROWS_A_PAGE = 25
LARGEST_SHEET = 10_000_000
ICON = "list-ul"
UNSURE = 0.4
policy = ModelPermissionPolicy(ColumnMapping)
register_permission_policy(ColumnMapping, policy)


def sureness(confidence: float) -> str:
    """A confidence in words."""
    if confidence >= SURE:
        return _("很有把握")
    if confidence >= LOW:
        return _("较有把握")
    return _("把握不大") if confidence >= UNSURE else _("没有把握")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table: its form, and its confidence in words."""

    form: MappingForm
    sureness: str

    @property
    def mapping(self) -> ColumnMapping:
        return self.form.row


class ColumnsPart(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """What the pages of the mapping share: who may see them, and where they stand."""

    permission_policy = policy
    permission_required = "change"
    header_icon = ICON
    page_title = gettext_lazy("栏目对应")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if on_platform():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> AbstractBaseUser:
        """Who is signed in; nobody else gets here."""
        return cast(AbstractBaseUser, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("move_columns:index"), "label": _("栏目对应")}]


class ColumnsView(ColumnsPart):
    """One page of the table. Every button but that of taking back also keeps what was changed in the rows."""

    template_name = "legacy/admin/columns.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown([self._form(row, None) for row in self._page.object_list])

    def post(self, request: HttpRequest) -> HttpResponse:
        numbers = [int(number) for number in request.POST.getlist("row")[:ROWS_A_PAGE] if number.isdigit()]
        rows = {
            row.pk: row for row in ColumnMapping.objects.select_related("column", "decided_by").filter(pk__in=numbers)
        }
        forms_ = [self._form(rows[number], request.POST) for number in numbers if number in rows]
        if "take_back" in request.POST:
            return self._take_back(forms_)
        wrong = [form for form in forms_ if (form.decides or self._is_chosen(form)) and not form.is_valid()]
        if wrong:
            messages.error(request, _("有 %d 行不能保存，请按行内的提示修改。其余各行也还没有保存。") % len(wrong))
            return self._shown([self._again(form) for form in forms_])
        chosen = [form for form in forms_ if form.decides or self._is_chosen(form)]
        done = decide([(form.row, form.decision) for form in chosen], by=self.person)
        if "confirm_sure" in request.POST:
            done += confirm(ColumnMapping.objects.filter(confidence__gte=SURE), by=self.person)
        messages.success(request, ngettext("已核对 %d 个栏目。", "已核对 %d 个栏目。", done) % done)
        return redirect(request.get_full_path())

    def _take_back(self, rows: list[MappingForm]) -> HttpResponse:
        chosen = [form.row.pk for form in rows if form["selected"].value()]
        done = take_back(ColumnMapping.objects.filter(pk__in=chosen))
        messages.success(
            self.request,
            ngettext("已撤回 %d 个栏目，恢复为系统的建议。", "已撤回 %d 个栏目，恢复为系统的建议。", done) % done,
        )
        return redirect(self.request.get_full_path())

    def _is_chosen(self, form: MappingForm) -> bool:
        """Whether a waiting row is to be confirmed as it stands."""
        if form.row.state == State.CONFIRMED:
            return False
        return "confirm_page" in self.request.POST or (
            "confirm" in self.request.POST and bool(form["selected"].value())
        )

    def _form(self, row: ColumnMapping, data: Any) -> MappingForm:
        return MappingForm(data, row=row, columns=self._columns)

    def _again(self, form: MappingForm) -> MappingForm:
        """A form as it was sent; one that was overtaken as the row stands now, with its error."""
        if not form.non_field_errors():
            return form
        fresh = self._form(form.row, None)
        fresh.overtaken = [str(error) for error in form.non_field_errors()]
        return fresh

    def _shown(self, rows: list[MappingForm]) -> HttpResponse:
        shown = [ShownRow(form, sureness(form.row.confidence)) for form in rows]
        return self.render_to_response(self.get_context_data(rows=shown))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = ColumnMapping.objects.filter(state=State.PROPOSED)
        return super().get_context_data(**kwargs) | {
            "narrowing": self._narrowing,
            "page_obj": self._page,
            "elided_page_range": self._page.paginator.get_elided_page_range(self._page.number),
            "total": ColumnMapping.objects.count(),
            "waiting": waiting.count(),
            "sure": waiting.filter(confidence__gte=SURE).count(),
            "pages_due": pages_due(),
            "may_follow": Move.objects.exists(),
        }

    def get_header_more_buttons(self) -> list[Any]:
        return [
            Button(_("导出表格"), reverse("move_columns:export"), icon_name="download", priority=10),
            Button(_("导入表格"), reverse("move_columns:import"), icon_name="upload", priority=20),
        ]

    @cached_property
    def _narrowing(self) -> NarrowingForm:
        return NarrowingForm(self.request.GET)

    @cached_property
    def _page(self) -> Page[ColumnMapping]:
        return WagtailPaginator(self._narrowing.rows(), ROWS_A_PAGE).get_page(self.request.GET.get("p"))

    @cached_property
    def _columns(self) -> list[tuple[str, str]]:
        return column_choices()


class ExportView(ColumnsPart):
    """The whole table as CSV."""

    def get(self, request: HttpRequest) -> HttpResponse:
        name = f"columns-{timezone.localdate():%Y%m%d}.csv"
        answer = HttpResponse(
            content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
        answer.write("\ufeff")  # without it spreadsheets take Chinese for the system's own charset
        write_sheet(ColumnMapping.objects.select_related("column", "decided_by"), answer)  # type: ignore[arg-type]
        return answer


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy(
            "由“导出表格”得到、修改后另存的 CSV 文件。只看“归入的栏目”“新建栏目”“公开目录事项”“不导入”“状态”五列。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("文件超过 %d MB，不是这里导出的表格。") % (LARGEST_SHEET // 1_000_000))
        return file


class ImportView(ColumnsPart):
    """Taking over a table that was edited: all of it, or nothing and the reason for every line."""

    template_name = "legacy/admin/columns_import.html"
    page_title = gettext_lazy("导入表格")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=SheetForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            done = read_sheet(form.cleaned_data["file"].read(), by=self.person)
        except SheetRefused as refusal:
            messages.error(request, _("表格没有导入，请按提示修改后重新导入。"))
            return self.render_to_response(self.get_context_data(form=SheetForm(), reasons=str(refusal).splitlines()))
        messages.success(request, ngettext("已核对 %d 个栏目。", "已核对 %d 个栏目。", done) % done)
        return redirect("move_columns:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("导入表格")}]


@hooks.register("register_admin_urls")
def columns_in_the_admin() -> list[Any]:
    views = [
        path("", ColumnsView.as_view(), name="index"),
        path("export/", ExportView.as_view(), name="export"),
        path("import/", ImportView.as_view(), name="import"),
    ]
    return [path("move/columns/", include((views, "move_columns"), namespace="move_columns"))]


@hooks.register("register_move_menu_item")
def columns_in_the_menu() -> MenuItem:
    return AllowedMenuItem(
        _("栏目对应"),
        reverse("move_columns:index"),
        allowed=may(ColumnMapping, "change"),
        name="move-columns",
        icon_name=ICON,
        order=40,
    )
