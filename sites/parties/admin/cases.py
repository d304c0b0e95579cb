"""案件: the list of cases, and one case with its parties and notices."""

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from federation.courts.viewsets import PartialViewSet
from sites.parties.admin.rights import KEEP, OF_NOTICES, WRITE, has_any
from sites.parties.admin.room import FormOfTheRoom
from sites.parties.identifying import case_number, masked_contact, name_key
from sites.parties.keeping import close_case, reopen_case
from sites.parties.models import Case
from sites.parties.trouble import trouble_with_codes


class CaseIndexView(generic.IndexView):
    page_title = gettext_lazy("案件")

    @cached_property
    def add_item_label(self) -> str:
        return _("登记案件")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.results_only and (trouble := trouble_with_codes()):
            messages.warning(request, trouble)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[Case]:
        return Case.objects.annotate(
            people=Count("parties", distinct=True), told=Count("notices", distinct=True)
        ).order_by("-created_at", "-pk")

    def search_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """By a whole case number, a part of one, or a whole name."""
        typed = (self.search_query or "").strip()
        if not typed:
            return queryset
        if number := case_number(typed):
            return queryset.filter(number=number)
        named = Case.objects.filter(parties__name_key=name_key(typed)).values("pk")
        return queryset.filter(number__contains=typed) | queryset.filter(pk__in=named)


class SavedBySelf:
    """Saves without an entry in Wagtail's log, which would repeat the case's number."""

    form: Any

    def save_instance(self) -> Any:
        return self.form.save()


class AddCaseView(SavedBySelf, generic.CreateView):
    page_title = gettext_lazy("登记案件")

    def get_success_url(self) -> str:
        return _address(self.object)

    def get_success_buttons(self) -> list[Any]:
        return []


class EditCaseView(SavedBySelf, generic.EditView):
    def get_success_url(self) -> str:
        return _address(self.object)

    def get_success_buttons(self) -> list[Any]:
        return []


def _address(case: Case) -> str:
    return reverse("party_case", args=[case.pk])


class CaseViewSet(PartialViewSet):
    model = Case
    name = "party_cases"
    url_prefix = "parties/cases"
    icon = "folder-open-1"
    menu_label = gettext_lazy("案件")
    menu_name = "party_cases"
    menu_order = 10
    absent = frozenset({"usage", "history", "delete"})
    index_view_class = CaseIndexView
    add_view_class = AddCaseView
    edit_view_class = EditCaseView
    index_template_name = "courts/admin/list.html"
    form_fields = ["number", "cause", "unit", "phone"]
    list_display = [
        TitleColumn("number", label=gettext_lazy("案号"), accessor="number", get_url=_address),
        Column("cause", label=gettext_lazy("案由"), accessor="cause"),
        Column("unit", label=gettext_lazy("承办部门"), accessor="unit"),
        Column("people", label=gettext_lazy("当事人"), accessor="people"),
        Column("told", label=gettext_lazy("告知事项"), accessor="told"),
        DateColumn("created_at", label=gettext_lazy("登记时间"), sort_key="created_at"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("查阅"),
            accessor=lambda case: _("停止") if case.closed_at else _("开放"),
            primary=lambda case: not case.closed_at,
        ),
    ]
    list_filter = {"closed_at": ["isnull"]}
    search_fields = ["number"]


class CaseView(FormOfTheRoom):
    """One case. Its one act opens it to reading or closes it."""

    template_name = "parties/admin/case.html"
    form_class = forms.Form
    rights = OF_NOTICES

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(Case, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.case.number

    def get_success_url(self) -> str:
        return _address(self.case)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_any(request.user, KEEP):
            return self.http_method_not_allowed(request)
        return super().post(request, *args, **kwargs)

    def act(self, form: forms.Form) -> None:
        if self.case.closed_at is None:
            close_case(self.case)
            self.done = _("已停止查阅，正在查阅的已经退出。")
        else:
            reopen_case(self.case)
            self.done = _("已恢复查阅。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = has_any(self.request.user, KEEP)
        people = list(self.case.parties.prefetch_related("acts_for"))
        return super().get_context_data(**kwargs) | {
            "case": self.case,
            "people": [(each, each.contact if keeps else masked_contact(each.contact)) for each in people],
            "notices": self.case.notices.prefetch_related("recipients", "files"),
            "keeps": keeps,
            "writes": has_any(self.request.user, WRITE),
            "button": _("恢复查阅") if self.case.closed_at else _("停止查阅"),
        }
